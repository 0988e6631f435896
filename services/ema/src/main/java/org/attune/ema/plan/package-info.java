/**
 * From a protocol and a participant to slots, and from a questionnaire to what an answer must look
 * like. Pure.
 */
@NullMarked
package org.attune.ema.plan;

import org.jspecify.annotations.NullMarked;
