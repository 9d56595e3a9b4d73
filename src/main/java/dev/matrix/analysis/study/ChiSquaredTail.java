package dev.matrix.analysis.study;

import org.hipparchus.special.Gamma;

/** How probable larger values of chi-squared are. One minus the distribution function would be 0 from about 1e-16 on. */
final class ChiSquaredTail {

    private ChiSquaredTail() {}

    /**
     * P(X > value), by the regularized upper incomplete gamma function.
     *
     * @param degrees of freedom, at least 1
     */
    static double above(double value, int degrees) {
        return Gamma.regularizedGammaQ(degrees / 2.0, Math.max(0, value) / 2);
    }
}
