package dev.matrix.lmeval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class LmEvalJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two\nlines\n\n",
                "quotes \" ' and \\ and: colon # no comment - {a: [1]} %",
                "  spaces at both ends  ",
                "tab\tand bell\u0007 and delete\u007f",
                "next line\u0085, line\u2028 and paragraph\u2029 separator, mark\ufeff",
                "control\u009f and Ünïcödé and 漢字 and \ud83d\ude00",
                "yes",
                "0x10",
                ""
            })
    void anyTextOfAPromptComesBackFromYamlAsItWas(String text) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(LmEvalJson.yaml(Map.of("system_instruction", text)));

        assertThat(read).isEqualTo(Map.of("system_instruction", text));
    }
}
