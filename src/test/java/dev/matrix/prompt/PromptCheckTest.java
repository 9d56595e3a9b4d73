package dev.matrix.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.Personality;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptCheckTest {

    private final PromptCheck check = new PromptCheck();

    @Test
    void findsNothingAmongTheStandardPersonalities() {
        Catalogue catalogue =
                new Catalogue(new CatalogueFiles(Path.of(""), null), new PersonalityBuilder()::systemText);

        assertThat(check.sameMessages(catalogue.standardPersonalities())).isEmpty();
    }

    @Test
    void namesEachGroupThatSendsTheSame() {
        List<Personality> personalities = List.of(
                Personality.baseline(),
                new Personality("a", "x", null),
                new Personality("b", "x", "w"),
                new Personality("c", "x", null),
                new Personality("d", null, null),
                new Personality("e", "x", null));

        assertThat(check.sameMessages(personalities))
                .containsExactly(
                        "The personalities 'baseline' and 'd' send the same messages, so a difference between them is"
                                + " noise; change one or leave one out.",
                        "The personalities 'a', 'c' and 'e' send the same messages, so a difference between them is"
                                + " noise; change one or leave one out.");
    }

    @Test
    void tellsSystemAndWrapperApart() {
        assertThat(check.sameMessages(List.of(new Personality("a", "x", null), new Personality("b", null, "x"))))
                .isEmpty();
    }
}
