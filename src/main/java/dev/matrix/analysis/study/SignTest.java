package dev.matrix.analysis.study;

import org.hipparchus.stat.inference.AlternativeHypothesis;
import org.hipparchus.stat.inference.BinomialTest;

/**
 * The two-sided sign test: whether more models gain than lose (J. Arbuthnot, Phil. Trans. 27 (1710) 186-190; exact binomial, zeros left out as in W. J.
 * Dixon and A. M. Mood, J. Am. Stat. Assoc. 41 (1946) 557-566).
 *
 * @param positive models with an effect over 0
 * @param negative models with an effect under 0
 * @param p two-sided
 */
record SignTest(int positive, int negative, double p) {

    static SignTest of(double[] effects) {
        int positive = 0;
        int negative = 0;
        for (double effect : effects) {
            positive += effect > 0 ? 1 : 0;
            negative += effect < 0 ? 1 : 0;
        }
        int n = positive + negative;
        double p = n == 0 ? 1 : new BinomialTest().binomialTest(n, positive, 0.5, AlternativeHypothesis.TWO_SIDED);
        return new SignTest(positive, negative, Math.min(1, p));
    }
}
