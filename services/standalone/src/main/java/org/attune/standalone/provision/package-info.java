/**
 * Makes what services that run alone find: topics and rights on a Kafka, a database with a schema
 * and a role for each service. Done twice it changes nothing but passwords.
 */
@NullMarked
package org.attune.standalone.provision;

import org.jspecify.annotations.NullMarked;
