package dev.matrix.lmeval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lm-eval 0.4.13 writes on stderr, as it was seen. */
class ProgressLinesTest {

    private final List<String> counts = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final ProgressLines lines = new ProgressLines(new LmEvalListener() {
        @Override
        public void answered(int done, int of) {
            counts.add(done + "/" + of);
        }

        @Override
        public void line(String text) {
            others.add(text);
        }
    });

    @Test
    void countsTheRepliesOfTheBar() {
        lines.add("Requesting API:   0%|          | 0/20 [00:00<?, ?it/s]");
        lines.add("Requesting API:  35%|███▌      | 7/20 [00:00<00:01, 12.34it/s]");

        assertThat(counts).containsExactly("0/20", "7/20");
        assertThat(others).isEmpty();
    }

    @Test
    void addsWhatCameFromItsCache() {
        lines.add("2026-11-28:09:43:34 INFO     [api.model:329] Cached requests: 12, Requests remaining: 8");
        lines.add("Requesting API:  50%|█████     | 4/8 [00:00<00:00, 9.1it/s]");

        assertThat(counts).containsExactly("12/20", "16/20");
    }

    @Test
    void goesOnCountingWhereASecondBarBegins() {
        lines.add("Requesting API: 100%|██████████| 5/5 [00:00<00:00, 9.1it/s]");
        lines.add("Requesting API:  33%|███       | 1/3 [00:00<00:00, 9.1it/s]");

        assertThat(counts).containsExactly("5/5", "6/8");
    }

    @Test
    void passesOtherBarsOverAndHandsOtherLinesOn() {
        lines.add("100%|██████████| 20/20 [00:00<00:00, 183.85it/s]");
        lines.add("Generating test split: 50 examples [00:00, 22716.12 examples/s]");
        lines.add("2026-11-28:09:43:34 INFO     [evaluator:589] Running generate_until requests");

        assertThat(counts).isEmpty();
        assertThat(others)
                .containsExactly("2026-11-28:09:43:34 INFO     [evaluator:589] Running generate_until requests");
    }

    @Test
    void readsALogLineThatStandsBehindABar() {
        lines.add(
                "Requesting API:   0%|          | 0/20 [00:00<?, ?it/s]2026-11-28:09:43:34 WARNING  [models.api_models:521]"
                        + " API request failed! Status code: 404, Response text: {\"error\":\"model 'x' not found\"}. Retrying...");

        assertThat(counts).containsExactly("0/20");
        assertThat(lines.reason()).isEqualTo("the server answered 404 {\"error\":\"model 'x' not found\"}");
    }

    @Test
    void namesTheLastErrorAsTheReasonNotTheLastLogLine() {
        lines.add("Traceback (most recent call last):");
        lines.add("  File \"x.py\", line 3, in <module>");
        lines.add("KeyError: 'train'");
        lines.add("2026-11-28:09:43:34 INFO     [evaluator:589] bye");

        assertThat(lines.reason()).isEqualTo("KeyError: 'train'");
    }

    @Test
    void aNumberThatNoRunCanHaveIsTextNotACount() {
        lines.add("Cached requests: 99999999999, Requests remaining: 99999999999");
        lines.add("Requesting API:   0%|          | 0/99999999999 [00:00<?, ?it/s]");

        assertThat(counts).isEmpty();
        assertThat(lines.reason()).isEqualTo("Cached requests: 99999999999, Requests remaining: 99999999999");
    }

    @Test
    void admitsThatNothingWasSaid() {
        assertThat(lines.reason()).isEqualTo("it said nothing");
    }
}
