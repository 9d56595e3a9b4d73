package dev.matrix.execution;

import dev.matrix.domain.Conversation;

/**
 * Everything of a trial that does not depend on a reply.
 *
 * @param first the first call of the conversation
 * @param key the trial's identity
 */
record PreparedTrial(TrialTask task, Conversation conversation, Question first, String key) {}
