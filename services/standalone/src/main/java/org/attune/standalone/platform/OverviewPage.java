package org.attune.standalone.platform;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.attune.platform.data.Sql;
import org.attune.platform.service.ServiceRuntime;

/** A plain page that says which studies this platform runs; it shows no participant and no arm. */
final class OverviewPage {
  private record Row(String study, String status, boolean synthetic) {}

  private static final String STUDIES =
      "select study, status, synthetic from study_book order by study";

  private OverviewPage() {}

  static void mount(Vertx vertx, Router router, Collection<ServiceRuntime> runtimes) {
    var services = List.copyOf(runtimes);
    var keeper = services.stream().filter(service -> service.name().equals("outcomes")).findFirst();
    router
        .get("/")
        .handler(
            request ->
                vertx
                    .executeBlocking(
                        () ->
                            page(
                                keeper
                                    .map(s -> s.database().inTransaction(OverviewPage::studies))
                                    .orElse(List.of()),
                                services),
                        false)
                    .onSuccess(
                        html ->
                            request
                                .response()
                                .putHeader("content-type", "text/html; charset=utf-8")
                                .putHeader(
                                    "content-security-policy",
                                    "default-src 'none'; style-src 'unsafe-inline'")
                                .end(html))
                    .onFailure(request::fail));
  }

  private static List<Row> studies(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        STUDIES,
        row ->
            new Row(row.getString("study"), row.getString("status"), row.getBoolean("synthetic")));
  }

  private static String page(List<Row> studies, List<ServiceRuntime> services) {
    var rows = new StringBuilder();
    for (var study : studies) {
      rows.append("<tr><th scope=row>")
          .append(study.study())
          .append("</th><td>")
          .append(study.status().toLowerCase(java.util.Locale.ROOT))
          .append("</td><td>")
          .append(study.synthetic() ? "synthetic" : "real")
          .append("</td></tr>");
    }
    if (studies.isEmpty()) rows.append("<tr><td colspan=3>No study is published yet.</td></tr>");
    var states = new StringBuilder();
    for (var service : services) {
      states
          .append("<li>")
          .append(service.name())
          .append(": ")
          .append(service.health().isReady() ? "ready" : "not ready")
          .append("</li>");
    }
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Attune</title>
    <style>
    :root { color-scheme: light dark; --ground: light-dark(#faf6ee, #1d2322); --ink: light-dark(#1d2b2a, #ece7dc); --teal: light-dark(#0b5a5a, #7fc4bf); }
    body { background: var(--ground); color: var(--ink); font: 1.1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1.2rem; }
    h1, h2 { color: var(--teal); line-height: 1.2; }
    table { border-collapse: collapse; width: 100%%; }
    th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid color-mix(in srgb, var(--ink) 20%%, transparent); }
    </style>
    </head>
    <body>
    <main>
    <h1>Attune</h1>
    <p>Controlled trials of compassion interventions, run event by event.</p>
    <h2>Studies</h2>
    <table><thead><tr><th scope=col>Study</th><th scope=col>Status</th><th scope=col>People</th></tr></thead><tbody>%s</tbody></table>
    <h2>Services</h2>
    <ul>%s</ul>
    </main>
    </body>
    </html>
    """
        .formatted(rows, states);
  }
}
