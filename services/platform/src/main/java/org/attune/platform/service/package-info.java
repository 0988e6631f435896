/** What every service is made of, wired the same way in one process or many. */
@NullMarked
package org.attune.platform.service;

import org.jspecify.annotations.NullMarked;
