package dev.matrix.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Trait;
import dev.matrix.domain.Traits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalityBuilderTest {

    private static final List<String> ARCHETYPES =
            List.of("technical_expert", "creative_thinker", "concise_analyst", "balanced", "high_context");

    private final PersonalityBuilder builder = new PersonalityBuilder();

    @Test
    void namesTheStrongestTraitAsTheMainGoalAndSortsTheOthersByStrength() {
        Traits traits = new Traits(Map.of(Trait.EMPATHY, 0.6, Trait.CREATIVITY, 0.9, Trait.CONCISENESS, 0.2));

        assertThat(builder.systemText(traits))
                .isEqualTo("Your main goal is to find original ideas."
                        + " Let your imagination lead, question the obvious and look for surprising connections."
                        + " Give full explanations and leave little unsaid."
                        + " Keep in mind how the reader may feel.");
    }

    @Test
    void breaksTiesByTheFixedOrderOfTraits() {
        Traits traits = new Traits(Map.of(Trait.PERSONABILITY, 0.7, Trait.EMPATHY, 0.3, Trait.CREATIVITY, 0.7));

        assertThat(builder.systemText(traits))
                .isEqualTo("Your main goal is to be objective."
                        + " Keep feelings out of your reasoning."
                        + " Look for a fresh angle before you settle on an answer."
                        + " Be friendly and approachable.");
    }

    @Test
    void saysNothingForNeutralTraits() {
        assertThat(builder.systemText(new Traits(Map.of()))).isEmpty();
        assertThat(builder.systemText(new Traits(Map.of(Trait.EMPATHY, 0.5, Trait.ENGAGEMENT, 0.54))))
                .isEmpty();
        assertThat(builder.systemText(new Traits(Map.of(Trait.EMPATHY, 0.5, Trait.ENGAGEMENT, 0.56))))
                .isNotEmpty();
    }

    @Test
    void gradesEveryTenthDifferentlyInBothDirections() {
        for (Trait trait : Trait.values()) {
            Set<String> texts = new HashSet<>();
            for (double value : new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
                texts.add(builder.systemText(new Traits(Map.of(trait, value))));
            }
            assertThat(texts).as(trait.label()).hasSize(9);
        }
    }

    @Test
    void changesTheTextWhenATraitMovesByFifteenHundredthsOnAGrid() {
        for (Trait trait : Trait.values()) {
            for (int thousandths = 0; thousandths <= 850; thousandths++) {
                requireDifference(new EnumMap<>(Trait.class), trait, thousandths / 1000.0);
            }
        }
    }

    @Test
    void changesTheTextWhenATraitMovesByFifteenHundredthsAmongRandomOthers() {
        Random random = new Random(20261);
        List<Trait> traits = List.of(Trait.values());
        for (int round = 0; round < 20_000; round++) {
            Trait trait = traits.get(random.nextInt(traits.size()));
            requireDifference(randomTraits(random), trait, random.nextDouble() * 0.85);
        }
    }

    private void requireDifference(Map<Trait, Double> others, Trait trait, double value) {
        Map<Trait, Double> before = new EnumMap<>(others);
        before.put(trait, value);
        Map<Trait, Double> after = new EnumMap<>(others);
        after.put(trait, Math.min(1, value + 0.15));
        assertThat(builder.systemText(new Traits(after)))
                .as("%s from %s in %s", trait.label(), value, others)
                .isNotEqualTo(builder.systemText(new Traits(before)));
    }

    private static Map<Trait, Double> randomTraits(Random random) {
        Map<Trait, Double> traits = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            traits.put(trait, random.nextDouble());
        }
        return traits;
    }

    @Test
    void staysShortAndSpeaksNeitherOfNumbersNorOfTheFormatOfAnAnswer() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            requirePlain(builder.systemText(new Traits(randomTraits(random))));
        }
        ARCHETYPES.forEach(name -> requirePlain(text(name)));
    }

    private static void requirePlain(String text) {
        assertThat(text.split("\\s+")).as(text).hasSizeLessThan(130);
        assertThat(text).doesNotContainPattern("\\d");
        assertThat(text).doesNotContainPattern("(?i)\\b(letter|option|bullet|list|step by step|format|word only)\\b");
        sentences(text).forEach(sentence -> assertThat(sentence.split("\\s+")).hasSizeLessThanOrEqualTo(16));
    }

    @Test
    void writesNoSentenceTwice() {
        List<String> sentences = new ArrayList<>();
        for (TraitWording wording : TraitWording.values()) {
            for (boolean high : new boolean[] {true, false}) {
                sentences.add(wording.goal(high));
                for (int grade = 1; grade <= 4; grade++) {
                    sentences.add(wording.sentence(high, grade));
                }
            }
        }
        assertThat(sentences).hasSize(80).doesNotHaveDuplicates().allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void makesAnyTwoArchetypesDifferInAtLeastTwoSentencesOfEach() {
        for (String one : ARCHETYPES) {
            for (String other : ARCHETYPES) {
                if (!one.equals(other)) {
                    Set<String> own = new HashSet<>(sentences(text(one)));
                    own.removeAll(sentences(text(other)));
                    assertThat(own).as("%s against %s", one, other).hasSizeGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    void writesTheArchetypesAsPublished() {
        StringBuilder texts = new StringBuilder();
        ARCHETYPES.forEach(name -> texts.append("--- ")
                .append(name)
                .append('\n')
                .append(text(name))
                .append('\n'));

        Golden.check("archetypes.txt", texts.toString());
    }

    private static String text(String name) {
        Catalogue catalogue =
                new Catalogue(new CatalogueFiles(Path.of(""), null), new PersonalityBuilder()::systemText);
        Personality personality = catalogue.personality(name);
        return String.valueOf(personality.system());
    }

    private static List<String> sentences(String text) {
        return Arrays.asList(text.split("(?<=\\.)\\s+"));
    }
}
