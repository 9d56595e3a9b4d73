/**
 * Settings and catalogue files: finds and reads them, checks every value, and gives typed values that know where they came from. Each error names file, line and
 * path and says what to do. It knows the words of {@code domain} alone: how traits become text is handed in, where items lie is only noted.
 */
@NullMarked
package dev.matrix.config;

import org.jspecify.annotations.NullMarked;
