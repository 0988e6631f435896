package org.attune.platform.reads;

import java.util.Optional;
import org.attune.platform.token.Role;

/**
 * Somebody was told what may tell an arm. Names no participant and no arm.
 *
 * @param study slug; {@code *} for a question about the whole service
 * @param who staff id
 * @param what the declared route, for example {@code GET /studies/:study/groups}
 * @param reason as the request gave it; empty if it gave none
 * @param status HTTP status of the answer: a refusal may tell something too
 */
public record RestrictedRead(
    String study, String who, Role role, String what, Optional<String> reason, int status) {}
