/** What a run of days needs, shown by programs: they use the program's own classes and print what they found. */
@NullMarked
package dev.matrix.endurance;

import org.jspecify.annotations.NullMarked;
