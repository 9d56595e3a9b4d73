package dev.matrix.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

    @Test
    void readsTheSameHashFromTextAndBytes() {
        for (int number = 0; number < 500; number++) {
            String key = new Fingerprint().add(number).hex();
            byte[] line = ("ab" + key).getBytes(StandardCharsets.US_ASCII);
            assertThat(KeyIndex.hash(line, 2)).isEqualTo(KeyIndex.hash(key));
        }
    }

    @Test
    void agreesWithAMapWhateverIsPut() {
        Random random = new Random(3);
        KeyIndex index = new KeyIndex();
        Map<Long, long[]> map = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            // Few different ones, so that some are replaced; the low bits alike, so that places collide.
            long hash = (long) random.nextInt(20_000) << (step % 3 == 0 ? 40 : 0);
            int segment = random.nextInt(1 << 20);
            long offset = Math.floorMod(random.nextLong(), 1L << 44);
            if (segment == (1 << 20) - 1) {
                continue;
            }
            index.put(hash, segment, offset);
            map.put(hash, new long[] {segment, offset});
        }
        assertThat(index.size()).isEqualTo(map.size());
        map.forEach((hash, place) -> {
            assertThat(index.contains(hash)).isTrue();
            assertThat(index.segment(hash)).isEqualTo((int) place[0]);
            assertThat(index.offset(hash)).isEqualTo(place[1]);
        });
        for (long hash = -100; hash < 0; hash++) {
            assertThat(index.contains(hash)).isFalse();
        }
    }
}
