package org.attune.standalone.separate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.attune.platform.due.DueLoop;
import org.attune.platform.log.ProgressObserver;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.separate.Wire.Order;
import org.attune.standalone.separate.Wire.Parts;
import org.attune.standalone.separate.Wire.Told;

/** The driver's end of one service's process. */
final class ServiceLink implements Stepped, AutoCloseable {
  private static final Duration END_MAX = Duration.ofSeconds(20);

  private final Instance instance;
  private final Process process;
  private final ProgressObserver observer;
  private final Runnable recorded;
  private final DataOutputStream orders;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private CompletableFuture<List<Integer>> ticked = CompletableFuture.completedFuture(List.of());
  private long heard;

  /** The least that anybody waits to have been heard: nobody is woken before. */
  private long wanted = Long.MAX_VALUE;

  private long appended;
  private long applied;
  private boolean closing;

  /**
   * Which process it is.
   *
   * @param number on the blackboard, among all processes
   * @param log what it logs and prints
   */
  record Instance(String service, int number, Path log) {
    @Override
    public String toString() {
      return "process %d (%s)".formatted(number, service);
    }
  }

  /**
   * @param observer hears what the service tells
   * @param recorded run after the service has recorded something that is waited for
   */
  ServiceLink(Instance instance, Process process, ProgressObserver observer, Runnable recorded) {
    this.instance = instance;
    this.process = process;
    this.observer = observer;
    this.recorded = recorded;
    orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  Instance instance() {
    return instance;
  }

  /**
   * Gives the setting and hears from then on.
   *
   * @param seed of the rehearsal
   * @param awaited event types that somebody waits for
   * @param gone hears, in a sentence, that the process ended without being told to
   */
  void begin(long seed, Set<String> awaited, Consumer<String> gone) {
    Thread.ofPlatform()
        .daemon()
        .name("attune-hearing-" + instance.number())
        .start(() -> listen(gone));
    try {
      order(
          Order.SETTING,
          out -> {
            out.writeLong(seed);
            Wire.types(out, awaited);
          });
    } catch (UncheckedIOException e) {
      var sentence = "%s ended at once; %s says why.".formatted(instance, instance.log());
      ready.completeExceptionally(new PlatformException(sentence, e));
    }
  }

  /**
   * Returns once the service works.
   *
   * @throws PlatformException if it does not start
   */
  void awaitReady() {
    try {
      ready.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException(instance + " was not waited for.", e);
    }
  }

  private static PlatformException failed(ExecutionException e) {
    var cause = e.getCause();
    return new PlatformException(String.valueOf(cause == null ? e : cause.getMessage()), e);
  }

  private void listen(Consumer<String> gone) {
    String reason;
    try (var in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (int code = in.read(); code >= 0; code = in.read()) hear(Told.of(code), in);
      reason = "it ended";
    } catch (IOException | RuntimeException e) {
      reason = e.toString();
    }
    end(
        "%s does no more work (%s); %s says why.".formatted(instance, reason, instance.log()),
        gone);
  }

  private synchronized void end(String sentence, Consumer<String> gone) {
    ready.completeExceptionally(new PlatformException(sentence));
    boolean worked = !ready.isCompletedExceptionally();
    ticked.completeExceptionally(new PlatformException(sentence));
    if (worked && !closing) gone.accept(sentence);
    closing = true;
    notifyAll();
  }

  private void hear(Told told, DataInputStream in) throws IOException {
    var service = instance.service();
    switch (told) {
      case APPENDED -> {
        var key = Wire.key(in);
        long first = in.readLong();
        long last = in.readLong();
        var types = Wire.types(in);
        observer.appended(service, key, first, last, types);
        if (observer.isAwaited(types)) recorded.run();
      }
      case NUMBERED ->
          observer.numbered(service, Wire.key(in), in.readLong(), in.readUTF(), Wire.position(in));
      case NOTED -> observer.noted(service);
      case APPLIED -> observer.applied(service, Wire.position(in));
      case SCHEDULED -> observer.scheduled(service, Wire.key(in), in.readUTF(), Wire.instant(in));
      case READY -> ready.complete(null);
      case TICKED -> {
        int count = in.readInt();
        var rows = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) rows.add(in.readInt());
        expected().complete(rows);
      }
      case FAILED -> expected().completeExceptionally(new PlatformException(failure(in.readUTF())));
    }
    if (told.isProgress()) count(told);
  }

  private synchronized CompletableFuture<List<Integer>> expected() {
    return ticked;
  }

  private String failure(String words) {
    return "%s failed at what was due: %s".formatted(instance, words);
  }

  private synchronized void count(Told told) {
    heard++;
    if (told == Told.APPENDED) appended++;
    if (told == Told.APPLIED) applied++;
    if (heard < wanted) return;
    wanted = Long.MAX_VALUE;
    notifyAll();
  }

  synchronized Work work() {
    return new Work(instance.service(), instance.number(), appended, applied);
  }

  /** Returns once so much was heard of what the service told. */
  synchronized void awaitHeard(long told) throws InterruptedException {
    while (heard < told) {
      if (closing) throw new PlatformException(instance + " ended.");
      wanted = Math.min(wanted, told);
      wait();
    }
  }

  /** {@inheritDoc} One thread at a time may ask. */
  @Override
  public List<Integer> tick(List<DueLoop.Tick> ticks) throws InterruptedException {
    var mine = new CompletableFuture<List<Integer>>();
    expect(mine);
    order(
        Order.TICK,
        out -> {
          out.writeInt(ticks.size());
          for (var tick : ticks) {
            Wire.key(out, tick.owner());
            Wire.instant(out, tick.now());
          }
        });
    try {
      return mine.get();
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  private synchronized void expect(CompletableFuture<List<Integer>> mine) {
    if (closing) throw new PlatformException(instance + " ended.");
    ticked = mine;
  }

  /** Another instance has recorded something that is waited for. */
  void wakeRelay() {
    order(Order.WAKE_RELAY, _ -> {});
  }

  private void order(Order order, Parts parts) {
    synchronized (orders) {
      try {
        orders.writeByte(order.ordinal());
        parts.write(orders);
        orders.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Tells it to end, unless it has. */
  void beginToStop() {
    synchronized (this) {
      if (closing) return;
      closing = true;
    }
    try {
      order(Order.STOP, _ -> {});
    } catch (UncheckedIOException e) {
      process.destroyForcibly(); // it reads no more
    }
  }

  /** Waits until it has ended, and kills it if it does not. */
  @Override
  public void close() {
    try {
      if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
