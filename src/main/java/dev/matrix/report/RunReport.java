package dev.matrix.report;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.Study;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made from.
 *
 * @param study what analysis says
 * @param cells what else is known of each cell of the matrix, in plan order
 * @param costs by model and personality
 * @param speed speed against quality
 * @param provenance what was asked of what, as tables
 * @param prompts the personalities with their exact texts
 * @param questions the items that flip
 * @param flips items that a cell and baseline do not both get right
 */
public record RunReport(
        Heading heading,
        Study study,
        List<CellFacts> cells,
        List<Cost> costs,
        List<SpeedPoint> speed,
        List<FactTable> provenance,
        List<Prompt> prompts,
        List<Question> questions,
        List<Flip> flips) {

    /** Characters that a report shows of a question and of a reply; the rest is in the run's files. */
    public static final int REPLY_CHARACTERS = 400;

    public RunReport {
        cells = List.copyOf(cells);
        costs = List.copyOf(costs);
        speed = List.copyOf(speed);
        provenance = List.copyOf(provenance);
        prompts = List.copyOf(prompts);
        questions = List.copyOf(questions);
        flips = List.copyOf(flips);
    }

    /**
     * What the report is of.
     *
     * @param state finished, incomplete, interrupted or running
     * @param simulated true when a simulator answered
     * @param programVersion of the program that writes the report
     * @param notes what changes how numbers are read, one sentence each
     */
    public record Heading(
            String runId,
            String state,
            Instant createdAt,
            Instant updatedAt,
            boolean simulated,
            String programVersion,
            List<String> notes) {

        public Heading {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A cell beside its scores.
     *
     * @param status complete, partial, failed or unfinished
     * @param protocol how it was asked; null when nothing was
     * @param formatEffect true when letters have under half of baseline's probability
     * @param error why it failed
     */
    public record CellFacts(
            CellKey key,
            String status,
            @Nullable String protocol,
            boolean formatEffect,
            @Nullable String error) {}

    /**
     * Facts in rows.
     *
     * @param rows each as long as {@code columns}
     */
    public record FactTable(String title, List<String> columns, List<List<String>> rows) {

        public FactTable {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A personality's system prompt; what else it does stands in the text. */
    public record Prompt(String name, String text) {}

    /**
     * An item that flips.
     *
     * @param gold the right answer for people
     */
    public record Question(String benchmark, String id, String text, String gold) {}

    /**
     * What was said to an item.
     *
     * @param read what was read from the text; null when nothing could be
     */
    public record Reply(String text, @Nullable String read) {}

    /**
     * An item that is right in a cell and wrong in baseline, or the reverse.
     *
     * @param repeat from 0
     * @param won true when it is right in the cell
     * @param own what was said in the cell; null where there are too many flips to tell of each
     * @param baseline what was said in baseline; null with the other
     */
    public record Flip(
            CellKey key,
            String item,
            int repeat,
            boolean won,
            @Nullable Reply own,
            @Nullable Reply baseline) {}

    /** What else is known of a cell. */
    Optional<CellFacts> facts(CellKey key) {
        return cells.stream().filter(facts -> facts.key().equals(key)).findFirst();
    }
}
