package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.plan.CombinationFingerprint;
import org.junit.jupiter.api.Test;

class KeyGatheringTest {

    private static String print(String... keys) {
        CombinationFingerprint print = new CombinationFingerprint("1");
        for (String key : keys) {
            print.add(key);
        }
        return print.hex();
    }

    @Test
    void becomesTheFingerprintInPlanOrderWhenTheLastKeyHasCome() {
        KeyGathering keys = new KeyGathering(3, "1");
        keys.add(2, "c");
        keys.add(0, "a");
        keys.add(0, "a");
        assertThat(keys.fingerprint()).isEmpty();
        keys.add(1, "b");
        assertThat(keys.fingerprint()).isEqualTo(print("a", "b", "c"));
    }

    @Test
    void staysWhatItIsWhenATrialIsAskedAgain() {
        KeyGathering keys = new KeyGathering(1, "1");
        keys.add(0, "a");
        keys.add(0, "a");
        assertThat(keys.fingerprint()).isEqualTo(print("a"));
    }

    @Test
    void beginsAnewWithAnotherKey() {
        KeyGathering keys = new KeyGathering(2, "1");
        keys.add(0, "a");
        keys.add(1, "b");
        keys.add(0, "x");
        assertThat(keys.fingerprint()).isEmpty();
        keys.add(1, "y");
        assertThat(keys.fingerprint()).isEqualTo(print("x", "y"));
    }
}
