package org.attune.standalone.separate;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.attune.platform.due.DueLoop;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceMain;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.Definitions;
import org.attune.standalone.separate.Wire.Order;

/**
 * One service of a rehearsal as a process: what its {@code Main} runs, with time, chance and due
 * rows driven from outside. It reads orders from standard input, and ends when that ends: with its
 * driver, however that went.
 */
public final class ServiceProcess {
  private static final int DRIVER_GONE = 1;

  private final CompletableFuture<ServiceRuntime> runtime = new CompletableFuture<>();
  private final ExecutorService ticks =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("attune-ticks").factory());
  private final Telling telling;

  private ServiceProcess(Telling telling) {
    this.telling = telling;
  }

  /**
   * Runs until it is told to end.
   *
   * @param arguments the service, the number of this process, and the file of the blackboard
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    var answers = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // what is logged or printed is for people
    var orders = new DataInputStream(new BufferedInputStream(System.in));
    var board = Blackboard.open(Path.of(arguments[2]));
    if (Order.of(orders.readUnsignedByte()) != Order.SETTING) throw new IOException("no setting");
    var entropy = new SeededEntropy(orders.readLong());
    var telling = new Telling(board, Integer.parseInt(arguments[1]), Wire.types(orders));
    var process = new ServiceProcess(telling);
    start("orders", () -> process.obey(orders));
    start("telling", () -> telling.send(answers));
    ServiceMain.run(
        Definitions.named(arguments[0], true),
        new Backends(board, Clock.systemUTC(), entropy, telling, true),
        runtime -> {
          process.runtime.complete(runtime);
          telling.ready();
        });
  }

  /** Work that ends when the driver is gone. */
  @FunctionalInterface
  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  private static void start(String name, Loop loop) {
    Thread.ofPlatform()
        .daemon()
        .name("attune-" + name)
        .start(
            () -> {
              try {
                loop.run();
              } catch (IOException | InterruptedException e) {
                Runtime.getRuntime().halt(DRIVER_GONE);
              }
            });
  }

  private void obey(DataInputStream orders) throws IOException {
    for (; ; ) {
      switch (Order.of(orders.readUnsignedByte())) {
        case TICK -> {
          var asked = ticks(orders);
          ticks.execute(() -> tick(asked));
        }
        case WAKE_RELAY -> runtime.thenAccept(ServiceRuntime::wakeRelay);
        case STOP -> ticks.execute(() -> System.exit(0));
        case SETTING -> throw new IOException("the setting was given before");
      }
    }
  }

  private static List<DueLoop.Tick> ticks(DataInputStream orders) throws IOException {
    int count = orders.readInt();
    var asked = new ArrayList<DueLoop.Tick>(count);
    for (int i = 0; i < count; i++) {
      asked.add(new DueLoop.Tick(Wire.key(orders), Wire.instant(orders)));
    }
    return asked;
  }

  private void tick(List<DueLoop.Tick> asked) {
    try {
      telling.ticked(runtime.join().tick(asked));
    } catch (RuntimeException | Error failure) {
      telling.failed(failure);
    }
  }
}
