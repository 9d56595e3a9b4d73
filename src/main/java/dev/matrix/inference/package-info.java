/**
 * The port to whatever serves models: what can be asked, what comes back, and how it fails. It knows no HTTP, no JSON and no benchmark; {@code ollama} is
 * its adapter.
 */
@NullMarked
package dev.matrix.inference;

import org.jspecify.annotations.NullMarked;
