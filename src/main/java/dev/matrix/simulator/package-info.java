/**
 * An Ollama-compatible server inside the program, for the demo, smoke runs and tests: it speaks the real protocol over real HTTP, keeps models in slots and
 * memory as a server does, and answers from items that it was given. It says of itself that it is simulated. It must not know how the program's own client
 * speaks: it shares no class with {@code ollama}, so that they cannot share a mistake.
 */
@NullMarked
package dev.matrix.simulator;

import org.jspecify.annotations.NullMarked;
