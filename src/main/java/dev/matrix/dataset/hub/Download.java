package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.domain.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the bytes of one file and ends with the whole file or an error. It goes on where an earlier attempt (also one of a killed process) stopped, unless
 * the server does not say which version it serves: halves of two versions could be joined. One use.
 */
final class Download {

    private static final int DAMAGED_TIMES = 3;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

    private final HubClient client;
    private final Retries retries;
    private final Sink sink;
    private final TransferListener listener;
    private final PinnedSet set;
    private final PinnedFile file;
    private final RemoteFile remote;
    private final Path target;
    private final String shown;

    Download(
            HubClient client,
            Retries retries,
            Sink sink,
            TransferListener listener,
            PinnedSet set,
            PinnedFile file,
            RemoteFile remote,
            Path target) {
        this.client = client;
        this.retries = retries;
        this.sink = sink;
        this.listener = listener;
        this.set = set;
        this.file = file;
        this.remote = remote;
        this.target = target;
        this.shown = set.repository() + " " + file.path();
    }

    /**
     * Fetches the file into the target.
     *
     * @param pinned a hash that the file may have, for a server that states none itself; null when nobody knows one
     * @return its SHA-256
     */
    String fetch(@Nullable String pinned) throws IOException {
        Set<String> arrived = new HashSet<>();
        if (!remote.isNamed()) {
            Files.deleteIfExists(target);
        }
        for (int time = 1; time <= DAMAGED_TIMES; time++) {
            retries.run(shown, new Transfer());
            String sha = Digests.sha256(target);
            // Without a word of the server: as it was pinned, or twice the same, so that it is at least no accident.
            boolean whole =
                    remote.sha256() != null ? sha.equals(remote.sha256()) : sha.equals(pinned) || !arrived.add(sha);
            if (whole) {
                return sha;
            }
            Files.delete(target);
            listener.noted(shown + ": " + doubt(pinned) + " (SHA-256 " + sha.substring(0, 12)
                    + " ...); fetching it again from the start.");
        }
        boolean known = remote.sha256() != null || pinned != null;
        throw new HubException(
                Reason.DIFFERENT,
                shown + (known ? " arrived damaged " : " arrived as another file each of ") + DAMAGED_TIMES
                        + " times; nothing was kept. Something between here and " + remote.url()
                        + " changes the bytes.");
    }

    private String doubt(@Nullable String pinned) {
        if (remote.sha256() != null) {
            return "what arrived is not what the server says";
        }
        return pinned != null
                ? "what arrived is not what was pinned"
                : "nobody states its hash, so it must arrive twice the same";
    }

    /** The bytes that are there. */
    private long present() throws IOException {
        return Files.exists(target) ? Files.size(target) : 0;
    }

    private final class Transfer implements Retries.Step<Boolean> {

        @Override
        public long mark() {
            try {
                return present();
            } catch (IOException e) {
                return 0;
            }
        }

        @Override
        public Boolean once() throws IOException {
            if (remote.size() >= 0 && present() > remote.size()) {
                Files.delete(target); // left by a fetch of something else
            }
            if (remote.size() < 0 || present() < remote.size()) {
                long from = remote.isNamed() ? present() : 0;
                try (Response response = client.open(remote, set, file, from)) {
                    if (response.code() == NO_SUCH_RANGE) {
                        Files.deleteIfExists(target);
                        throw new PassingException("the server has no byte " + from, null);
                    }
                    receive(response, from);
                }
            }
            return true;
        }

        private void receive(Response response, long from) throws IOException {
            Matcher range = RANGE.matcher(String.valueOf(response.header("Content-Range")));
            boolean resumed = response.code() == PARTIAL && range.matches() && Long.parseLong(range.group(1)) == from;
            if (response.code() == PARTIAL && !resumed) {
                Files.deleteIfExists(target);
                throw new PassingException("the server sent another part than was asked for", null);
            }
            long begin = resumed ? from : 0;
            long length = response.body().contentLength();
            long total = remote.size() >= 0 ? remote.size() : length >= 0 ? begin + length : -1;
            long end = copy(response.body().byteStream(), begin, total);
            if (total >= 0 && end != total) {
                if (end > total) {
                    Files.delete(target);
                }
                throw new PassingException(
                        "the server sent " + (end > total ? "more than the " : end + " of the ") + total + " bytes",
                        null);
            }
        }

        private long copy(InputStream in, long begin, long total) throws IOException {
            long done = begin;
            byte[] buffer = new byte[1 << 16];
            try (OutputStream out = writing(() -> sink.open(target, begin > 0))) {
                for (int read = in.read(buffer); read >= 0 && (total < 0 || done <= total); read = in.read(buffer)) {
                    int length = read;
                    writing(() -> {
                        out.write(buffer, 0, length);
                        return out;
                    });
                    done += read;
                    listener.progressed(shown, done, total);
                }
            }
            return done;
        }
    }

    private interface Write<T> {
        T run() throws IOException;
    }

    /** A disk that does not take it will not take it a second later. */
    private <T> T writing(Write<T> write) {
        try {
            return write.run();
        } catch (IOException e) {
            String need = remote.size() >= 0 ? " (it needs " + remote.size() + " bytes)" : "";
            throw new HubException(
                    Reason.DISK,
                    shown + " cannot be written to " + target.getParent() + need + ": " + e.getMessage()
                            + ". Free some space there, or set HF_HUB_CACHE to another place"
                            + (remote.isNamed()
                                    ? "; what has arrived is kept and the next attempt goes on from there."
                                    : "."),
                    e);
        }
    }
}
