package dev.matrix.config;

import dev.matrix.domain.Personality;
import dev.matrix.domain.Traits;
import org.jspecify.annotations.Nullable;

/**
 * A personality as its file gives it.
 *
 * @param personality what is injected
 * @param description one line for people; empty when the file gives none
 * @param traits what the system prompt was written from; null when it was given as text or there is none
 * @param origin the file, for people
 */
public record PersonalityFile(
        Personality personality,
        String description,
        @Nullable Traits traits,
        String origin) {}
