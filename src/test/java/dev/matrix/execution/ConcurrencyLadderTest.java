package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.CallMetrics;
import dev.matrix.execution.ConcurrencyChoice.Level;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which number of requests in flight is found on servers of different kinds, in virtual time. */
class ConcurrencyLadderTest {

    private static final int MANY = 100_000;

    @Test
    void findsTheSlotsOfAServer() {
        BatchServer server = new BatchServer(4, 0.2, 0, 0.05, 1);
        ConcurrencyChoice choice = server.climb(MANY, 32);

        assertThat(choice.inFlight()).isEqualTo(4);
        assertThat(choice.levels()).extracting(Level::inFlight).containsExactly(1, 2, 4, 8);
        assertThat(choice.levels().get(2).tokensPerSecond()).isCloseTo(server.speed(4), within(0.05 * server.speed(4)));
        assertThat(choice.levels().get(3).served()).isCloseTo(4, within(0.6));
        assertThat(choice.reason()).contains("tokens a second with 4 in flight", "with 8 in flight", "others waited");
    }

    @Test
    void recognisesAModelThatIsServedOneRequestAtATimeByWhatItMeasures() {
        ConcurrencyChoice choice = new BatchServer(1, 0, 0, 0.1, 2).climb(MANY, 32);

        assertThat(choice.inFlight()).isEqualTo(1);
        assertThat(choice.levels()).extracting(Level::inFlight).containsExactly(1, 2);
        assertThat(choice.levels().get(1).served()).isCloseTo(1, within(0.25));
        assertThat(choice.reason()).contains("the server serves this model one request at a time");
    }

    @Test
    void keepsTheTopOfACurveThatFalls() {
        BatchServer server = new BatchServer(64, 0.05, 0.02, 0.02, 3);
        ConcurrencyChoice choice = server.climb(MANY, 32);

        assertThat(choice.levels())
                .as("the fastest of those that are tried")
                .allSatisfy(
                        level -> assertThat(server.speed(8)).isGreaterThanOrEqualTo(server.speed(level.inFlight())));
        assertThat(choice.inFlight()).isEqualTo(8);
        assertThat(choice.levels()).extracting(Level::inFlight).containsExactly(1, 2, 4, 8, 16);
        assertThat(choice.reason()).contains("16 in flight, which is less");
    }

    @Test
    void stopsAtTheMostThatIsTried() {
        ConcurrencyChoice choice = new BatchServer(64, 0, 0, 0, 4).climb(MANY, 32);

        assertThat(choice.inFlight()).isEqualTo(32);
        assertThat(choice.levels())
                .hasSize(6)
                .allSatisfy(level -> assertThat(level.noise()).isCloseTo(0, within(1e-6)));
        assertThat(choice.reason()).endsWith("more are not tried");
    }

    @Test
    void mistakesNoNoiseForAGain() {
        int more = 0;
        int untold = 0;
        for (int seed = 0; seed < 500; seed++) {
            more += new BatchServer(1, 0, 0, 0.4, seed).climb(MANY, 32).inFlight() > 1 ? 1 : 0;
            BatchServer server = new BatchServer(1, 0, 0, 0.4, seed);
            ConcurrencyLadder ladder = new ConcurrencyLadder("m", MANY, 32);
            ladder.add(withoutTimes(server.level(1)));
            ladder.add(withoutTimes(server.level(2)));
            untold += ladder.choice().inFlight() > 1 ? 1 : 0;
        }
        assertThat(more)
                .as("of 500 servers with one slot and replies of any length")
                .isZero();
        assertThat(untold).as("the same where they tell no times").isLessThanOrEqualTo(30);
    }

    private static Level withoutTimes(Level level) {
        return new Level(
                level.inFlight(), level.requests(), level.failed(), level.tokensPerSecond(), level.noise(), null);
    }

    @Test
    void missesNoGainForNoise() {
        int found = 0;
        for (int seed = 0; seed < 500; seed++) {
            found += new BatchServer(4, 0.15, 0, 0.2, seed).climb(MANY, 32).inFlight() == 4 ? 1 : 0;
        }
        assertThat(found).as("of 500 servers with four slots").isGreaterThanOrEqualTo(450);
    }

    @Test
    void measuresNothingWhereThatWouldCostMoreThanAQuarter() {
        BatchServer server = new BatchServer(16, 0, 0, 0, 5);

        ConcurrencyChoice none = server.climb(55, 32);
        assertThat(none.inFlight()).isEqualTo(2);
        assertThat(none.levels()).isEmpty();
        assertThat(none.reason()).contains("not measured, since only 55 requests are left");

        ConcurrencyChoice some = server.climb(130, 32);
        assertThat(some.levels()).extracting(Level::inFlight).containsExactly(1, 2, 4);
        assertThat(some.levels().stream().mapToInt(Level::requests).sum()).isLessThanOrEqualTo(130 / 4);
        assertThat(some.reason()).contains("over a quarter of the 130 requests");
    }

    @Test
    void keepsWhatWorkedWhereALevelFails() {
        BatchServer server = new BatchServer(16, 0, 0, 0, 6);
        ConcurrencyLadder ladder = new ConcurrencyLadder("m", MANY, 32);
        ladder.add(server.level(1));
        ladder.add(server.level(2));
        ladder.add(new Level(4, 16, 9, 900, 0, null));

        assertThat(ladder.next()).isEmpty();
        assertThat(ladder.choice().inFlight()).isEqualTo(2);
        assertThat(ladder.choice().reason()).endsWith("with 4 in flight 9 of 16 failed");

        ConcurrencyLadder broken = new ConcurrencyLadder("m", MANY, 32);
        broken.add(new Level(1, 6, 6, 0, 0, null));
        assertThat(broken.next()).isEmpty();
        assertThat(broken.choice().inFlight()).isEqualTo(1);
        assertThat(broken.choice().reason()).isEqualTo("not measured: 6 of 6 requests of the measurement failed");
    }

    @Test
    void countsAPromptAsTheTokensThatCouldHaveBeenGeneratedMeanwhile() {
        CallMetrics cold = new CallMetrics(500, 10, 200, 0, 100, 100, 200);
        CallMetrics warm = new CallMetrics(500, 10, 150, 0, 50, 100, 150);
        CallMetrics untold = new CallMetrics(500, 10, -1, -1, -1, -1, 150);

        assertThat(LevelFigures.promptTokens(
                        List.of(new TimedReply(0, 0, 200, true, cold), new TimedReply(0, 200, 350, true, warm))))
                .as("the first evaluates what all share")
                .isEqualTo(5);
        assertThat(LevelFigures.promptTokens(
                        List.of(new TimedReply(0, 0, 200, true, untold), new TimedReply(0, 200, 350, true, untold))))
                .isZero();
    }

    @Test
    void isNotMisledByALevelThatGotShortReplies() {
        // 100 tokens of prompt time each: long replies of 100 tokens take 200 units, short ones of 10 take 110.
        List<TimedReply> longOnes = alone(100);
        List<TimedReply> shortOnes = alone(10);
        double prompt = LevelFigures.promptTokens(longOnes);

        assertThat(prompt).isCloseTo(100, within(1e-9));
        assertThat(new LevelFigures(1, shortOnes, prompt).level().tokensPerSecond())
                .isCloseTo(new LevelFigures(1, longOnes, prompt).level().tokensPerSecond(), within(1e-3));
    }

    private static List<TimedReply> alone(int tokens) {
        long unit = 1_000_000;
        long took = (100 + tokens) * unit;
        CallMetrics metrics = new CallMetrics(500, tokens, took, 0, 100 * unit, tokens * unit, took);
        return IntStream.range(0, 6)
                .mapToObj(i -> new TimedReply(0, i * took, (i + 1) * took, true, metrics))
                .toList();
    }

    @Test
    void countsOnlyTheTimeInWhichAllAreInFlight() {
        CallMetrics ten = new CallMetrics(5, 10, -1, -1, -1, -1, 1);
        long second = 1_000_000_000L;
        // One worker is done after 2 s; what the other does alone until 4 s says nothing of two in flight.
        Level level = new LevelFigures(
                        2,
                        List.of(
                                new TimedReply(0, 0, second, true, ten),
                                new TimedReply(1, 0, second, true, ten),
                                new TimedReply(0, second, 2 * second, true, ten),
                                new TimedReply(1, second, 4 * second, true, ten)),
                        0)
                .level();

        assertThat(level.tokensPerSecond()).isCloseTo(10 + 10 / 3.0, within(1e-9));
        assertThat(level.served()).as("the server tells no times").isNull();
    }
}
