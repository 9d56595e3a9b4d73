package dev.matrix.dataset;

import java.util.Arrays;

/**
 * Mixes strata so that after any number of places each has its share to less than one item.
 *
 * <p>For that, the j-th item of a stratum of size s among n must stand in the window of places {@code floor((j-1)n/s)+1 .. ceil(jn/s)}; an order that keeps
 * all windows always exists (Baruah, Cohen, Plaxton, Varvel, "Proportionate progress", Algorithmica 15, 1996). Earliest window first would find one, but
 * would leave the smallest strata out of every small sample. So each stratum gets a seeded phase in [0, 1), and whoever is due first by
 * {@code (j - phase) / s} goes next, as long as all others can still keep their windows: over seeds, every item is as likely as any other.
 */
final class Interleaving {

    private final int[] sizes;
    private final double[] phases;
    private final int total;
    private final int[] taken;
    private final int[] release;
    private final int[] deadline;
    private final double[] due;

    /** By place: how many places up to it are still free for items without a deadline up to it. */
    private final int[] slack;

    /**
     * An interleaving, for one use.
     *
     * @param sizes items a stratum, each at least 1
     * @param phases a number in [0, 1) a stratum
     */
    Interleaving(int[] sizes, double[] phases) {
        this.sizes = sizes.clone();
        this.phases = phases.clone();
        this.total = Arrays.stream(sizes).sum();
        this.taken = new int[sizes.length];
        this.release = new int[sizes.length];
        this.deadline = new int[sizes.length];
        this.due = new double[sizes.length];
        this.slack = initialSlack();
        for (int stratum = 0; stratum < sizes.length; stratum++) {
            openWindow(stratum);
        }
    }

    /** For each place the stratum whose next item stands there. */
    int[] sequence() {
        int[] sequence = new int[total];
        for (int place = 1; place <= total; place++) {
            sequence[place - 1] = next(place);
        }
        return sequence;
    }

    private int next(int place) {
        int latest = firstTight(place);
        int best = -1;
        for (int stratum = 0; stratum < sizes.length; stratum++) {
            boolean fits = taken[stratum] < sizes[stratum] && release[stratum] <= place && deadline[stratum] <= latest;
            if (fits && (best < 0 || due[stratum] < due[best])) {
                best = stratum;
            }
        }
        for (int earlier = place; earlier < deadline[best]; earlier++) {
            slack[earlier]--;
        }
        taken[best]++;
        openWindow(best);
        return best;
    }

    /** The first place up to which every free place is needed by an item with such a deadline. */
    private int firstTight(int place) {
        int tight = place;
        while (slack[tight] > 0) {
            tight++;
        }
        return tight;
    }

    private void openWindow(int stratum) {
        long before = taken[stratum];
        int size = sizes[stratum];
        release[stratum] = (int) (before * total / size) + 1;
        deadline[stratum] = (int) Math.min(total, ((before + 1) * total + size - 1) / size);
        due[stratum] = (before + 1 - phases[stratum]) / size;
    }

    private int[] initialSlack() {
        int[] slackByPlace = new int[total + 1];
        for (int place = 1; place <= total; place++) {
            slackByPlace[place] = place;
        }
        for (int size : sizes) {
            for (int place = 1; place <= total; place++) {
                slackByPlace[place] -= (int) ((long) place * size / total);
            }
        }
        return slackByPlace;
    }
}
