package dev.matrix.simulator;

import java.util.List;
import java.util.Set;

/** The models that the simulator has unless told otherwise: three in the usual range, and one of each kind that is left out of it. */
final class ModelCatalogue {

    private ModelCatalogue() {}

    static List<SimulatedModel> standard() {
        SimulatedModel llama = SimulatedModel.of("llama3.2:1b", 1_235_814_432L, "1.2B", "llama")
                .withSkill(0.66, 0.62, 0.64);
        return List.of(
                SimulatedModel.of("qwen2.5:0.5b", 494_032_768L, "494.03M", "qwen2")
                        .withOwnSystem("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.")
                        .withSkill(0.62, 0.56, 0.60),
                llama,
                SimulatedModel.of("gemma2:2b", 2_614_341_888L, "2.6B", "gemma2")
                        .withContextLength(8_192)
                        .withSkill(0.74, 0.70, 0.72)
                        .withModes(Set.of(Mode.SYSTEM_FOLDED)),
                llama.alias("llama3.2-copy:latest"),
                SimulatedModel.of("phi3:mini", 3_821_079_552L, "3.8B", "phi3").withSkill(0.75, 0.72, 0.74),
                SimulatedModel.of("bge-m3:latest", 566_703_104L, "566.70M", "bert")
                        .withContextLength(8_192)
                        .withCapabilities(Set.of("embedding")),
                SimulatedModel.of("gpt-oss:20b-cloud", 20_900_000_000L, "20.9B", "gptoss")
                        .withCapabilities(Set.of("completion", "tools", "thinking")));
    }
}
