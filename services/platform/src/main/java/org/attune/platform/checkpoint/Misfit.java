package org.attune.platform.checkpoint;

/**
 * A checkpoint and something it contradicts.
 *
 * @param checkpoint its number, from 1
 * @param where the checkpoint itself, or the owner of a history
 * @param sentence what does not fit
 */
public record Misfit(long checkpoint, String where, String sentence) {}
