package dev.matrix.simulator;

import java.time.Clock;

/** The form of replies by the endpoint that was asked. Thread-safe. */
record ReplyForms(ReplyForm ollama, ReplyForm openAi, FaultWriter brokenOllama, FaultWriter brokenOpenAi) {

    static ReplyForms of(Json json, Clock clock) {
        ReplyForm ollama = ReplyForm.ofOllama(json);
        ReplyForm openAi = new OpenAiForm(json, clock);
        return new ReplyForms(ollama, openAi, new FaultWriter(json, ollama), new FaultWriter(json, openAi));
    }

    ReplyForm of(GenerationRequest request) {
        return request.openAi() ? openAi : ollama;
    }

    FaultWriter broken(GenerationRequest request) {
        return request.openAi() ? brokenOpenAi : brokenOllama;
    }
}
