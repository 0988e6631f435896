package org.attune.standalone.platform;

import java.nio.file.Path;
import java.util.Collection;
import org.attune.platform.service.ServiceRuntime;

/** Where the services of a platform work, if not in its own process. */
@FunctionalInterface
public interface ServiceHost {
  /**
   * Starts every service and returns when all of them work.
   *
   * @param services as the platform's process sees them: wired, their schemas up to date, and quiet
   * @param logs directory for what the processes say
   * @return stops them
   * @throws PlatformException if one does not start
   */
  AutoCloseable start(Collection<ServiceRuntime> services, Path logs);
}
