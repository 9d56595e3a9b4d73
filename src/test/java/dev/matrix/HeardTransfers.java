package dev.matrix;

import dev.matrix.domain.TransferListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told, the kind of each before the colon. */
public final class HeardTransfers implements TransferListener {

    private final List<String> heard = new ArrayList<>();
    private long bytes;

    @Override
    public void announced(String sentence) {
        heard.add("announced: " + sentence);
    }

    @Override
    public void progressed(String what, long done, long total) {
        bytes = done;
    }

    @Override
    public void noted(String sentence) {
        heard.add("noted: " + sentence);
    }

    @Override
    public void warned(String sentence) {
        heard.add("warned: " + sentence);
    }

    @Override
    public void ended() {
        heard.add("ended");
    }

    /** Everything but progress, in order. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** The last word on progress. */
    public long bytes() {
        return bytes;
    }
}
