package dev.matrix.prompt;

import dev.matrix.domain.Trait;
import dev.matrix.domain.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the system prompt of traits. The strongest trait (the one farthest from .5) comes first and is named as the main goal; the distance from .5 chooses
 * among four grades of wording a direction, and low values act as much as high ones. A trait within .05 of .5 is silent. The bands are at most .12 wide, so
 * moving any trait by .15 changes the text. Deterministic and thread-safe.
 */
public final class PersonalityBuilder {

    /** Where the grades 1 to 4 begin, in thousandths away from neutral; the widest band, the last one, has 121 values. */
    private static final List<Integer> GRADES_FROM = List.of(50, 160, 270, 380);

    /** The system prompt; empty when every trait is silent. */
    public String systemText(Traits traits) {
        List<Accent> accents = Arrays.stream(Trait.values())
                .map(trait -> Accent.of(trait, traits.value(trait)))
                .filter(accent -> accent.grade() > 0)
                // A stable sort: ties stay in the order of the traits.
                .sorted(Comparator.comparingInt(Accent::distance).reversed())
                .toList();
        List<String> sentences = new ArrayList<>();
        accents.stream().limit(1).map(Accent::goal).forEach(sentences::add);
        accents.stream().map(Accent::sentence).forEach(sentences::add);
        return String.join(" ", sentences);
    }

    /**
     * A trait that departs from neutral.
     *
     * @param distance thousandths away from neutral: whole numbers, so that .3 and .7 are equally far
     */
    private record Accent(Trait trait, boolean high, int distance) {

        static Accent of(Trait trait, double value) {
            return new Accent(trait, value > Traits.NEUTRAL, (int) Math.round(Math.abs(value - Traits.NEUTRAL) * 1000));
        }

        int grade() {
            return (int) GRADES_FROM.stream().filter(from -> distance >= from).count();
        }

        String goal() {
            return TraitWording.of(trait).goal(high);
        }

        String sentence() {
            return TraitWording.of(trait).sentence(high, grade());
        }
    }
}
