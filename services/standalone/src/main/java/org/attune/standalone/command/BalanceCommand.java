package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.platform.token.Role;
import org.attune.standalone.platform.PlatformAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code randomization balance}: how many were allocated, by arm only if that is asked for. */
@Command(
    name = "balance",
    description = "Count a study's allocations, without arms unless --arms asks for them.")
final class BalanceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Option(
      names = "--arms",
      description = "By arm, as the unblinded statistician; recorded, with --reason.")
  boolean arms;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why arms are looked at.")
  Optional<String> reason = Optional.empty();

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    if (arms != reason.isPresent()) {
      throw new UnusableCallException("--arms and --reason TEXT go together: it is recorded.");
    }
    JsonObject balance;
    try (var platform = Attachment.open(platformOption, this::token)) {
      var path =
          "/randomization/studies/" + study + "/balance" + reason.map(this::query).orElse("");
      balance = platform.send("GET", path, new JsonObject());
    }
    System.out.println(json ? balance.encode() : BalanceText.of(balance));
    return 0;
  }

  private String token(PlatformAccess access) {
    return arms ? access.tokenOf(Role.UNBLINDED_STATISTICIAN) : access.adminToken();
  }

  private String query(String why) {
    return "/arms?reason=" + URLEncoder.encode(why, StandardCharsets.UTF_8);
  }
}
