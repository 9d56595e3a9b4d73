package dev.matrix.lmeval;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what lm-eval writes while it works: its progress bars, which are redrawn in one line, become counts; of the rest the last lines are kept, because they
 * are all that it says of why it failed. Thread-safe: who waits for the end may ask for the reason while the reader still reads.
 */
final class ProgressLines {

    private static final Pattern BAR =
            Pattern.compile("Requesting API:\\s*\\d+%\\|[^|]*\\|\\s*(\\d{1,9})/(\\d{1,9})\\b");
    private static final Pattern ANY_BAR = Pattern.compile("\\d+%\\|[^|]*\\|\\s*\\d+/\\d+|\\d+ examples \\[");
    private static final Pattern CACHED =
            Pattern.compile("Cached requests: (\\d{1,9}), Requests remaining: (\\d{1,9})\\b");
    private static final Pattern REFUSED =
            Pattern.compile("(?:Status code: (\\d+), Response text: |failed with error message: )(.*?)\\.? Retrying");
    private static final Pattern LOGGED = Pattern.compile("\\d{4}-\\d\\d-\\d\\d:\\d\\d:\\d\\d:\\d\\d (\\w+) +\\[.*");
    private static final int KEPT = 12;
    private static final int LONGEST = 400;

    private final LmEvalListener listener;
    private final Deque<String> last = new ArrayDeque<>();
    private String refusal = "";
    private int before;
    private int total;
    private int seen;

    ProgressLines(LmEvalListener listener) {
        this.listener = listener;
    }

    /** Takes a line, or a redrawn part of one. */
    synchronized void add(String raw) {
        Matcher bar = BAR.matcher(raw);
        if (bar.find()) {
            progress(Integer.parseInt(bar.group(1)), Integer.parseInt(bar.group(2)));
            String rest = raw.substring(bar.end()).replaceFirst("^ \\[[^]]*]", "");
            if (!rest.isBlank()) {
                other(rest);
            }
        } else if (!raw.isBlank() && !ANY_BAR.matcher(raw).find()) {
            other(raw);
        }
    }

    /** Requests of different kinds have a bar each, one after the other. */
    private void progress(int done, int of) {
        if (done < seen) {
            before += seen;
        }
        seen = done;
        total = Math.max(total, before + of);
        listener.answered(before + done, total);
    }

    private void other(String raw) {
        String line = raw.strip();
        Matcher cached = CACHED.matcher(line);
        if (cached.find()) {
            before = Integer.parseInt(cached.group(1));
            total = before + Integer.parseInt(cached.group(2));
            listener.answered(before, total);
        }
        Matcher refused = REFUSED.matcher(line);
        if (refused.find()) {
            refusal = (refused.group(1) == null ? "" : refused.group(1) + " ") + refused.group(2);
        }
        last.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        listener.line(line);
    }

    /** Why it failed: what the server refused, else its last error. */
    synchronized String reason() {
        if (!refusal.isEmpty()) {
            return "the server answered " + refusal;
        }
        return List.copyOf(last).stream()
                .filter(line -> !LOGGED.matcher(line).matches() || line.contains(" ERROR "))
                .reduce((one, next) -> next)
                .orElse(last.isEmpty() ? "it said nothing" : last.getLast());
    }
}
