package org.attune.standalone.command;

import java.util.concurrent.Callable;
import org.attune.platform.service.Backends;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: the platform in real time, its data kept. */
@Command(name = "up", description = "Run the platform in real time, its data kept.")
final class UpCommand implements Callable<Integer> {
  @Mixin PortOption port = new PortOption();

  @Mixin DataOption data = new DataOption();

  @Override
  public Integer call() throws InterruptedException {
    var options = new PlatformOptions(data.directory, PlatformKind.UP, port.port());
    var platform = Platform.start(options, Backends.live());
    System.out.printf(
        "Attune is ready at %s%nIts studies are listed at %s/overview%nThe administrator's key is"
            + " %s%nStop with Ctrl-C.%n",
        platform.url(),
        platform.url(),
        data.directory.resolve("admin.key").toAbsolutePath().normalize());
    Serving.untilStopped();
    return 0;
  }
}
