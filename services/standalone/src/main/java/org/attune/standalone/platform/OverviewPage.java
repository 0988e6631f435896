package org.attune.standalone.platform;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.attune.platform.service.ServiceRuntime;

/** A plain page that says which studies this platform runs; it shows no participant and no arm. */
final class OverviewPage {
  /** The app has the front door; this page is for whoever runs the platform. */
  private static final String PATH = "/overview";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ground: light-dark(#faf6ee, #1d2322); --card: light-dark(#fffdf8, #252c2b);
        --ink: light-dark(#1d2b2a, #ece7dc); --soft: light-dark(#4d5b5a, #b9c2bd); --teal: light-dark(#0b5a5a, #7fc4bf); --line: light-dark(#d9d3c5, #3b4543); }
      * { box-sizing: border-box; }
      body { background: var(--ground); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; margin: 0; }
      main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.2rem 4rem; }
      h1, h2, h3 { color: var(--teal); line-height: 1.25; margin: 0; }
      h1 { font-size: 2rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; } h3 { font-size: 1.1rem; }
      p { margin: .4rem 0; } .soft { color: var(--soft); }
      article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.2rem; margin-top: 1rem; }
      dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: .8rem; margin: 1rem 0 .4rem; }
      dt { color: var(--soft); font-size: .9rem; } dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
      code { font: .92em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
      a { color: var(--teal); } a:focus-visible { outline: 3px solid var(--teal); outline-offset: 2px; }
      ul { padding-left: 1.2rem; } .note { border-left: 4px solid var(--teal); padding-left: .8rem; }
      """;

  private OverviewPage() {}

  static void mount(
      Vertx vertx,
      Router router,
      Collection<ServiceRuntime> runtimes,
      PlatformKind kind,
      Path data) {
    var services = new LinkedHashMap<String, ServiceRuntime>();
    for (var runtime : runtimes) services.put(runtime.name(), runtime);
    router
        .get(PATH)
        .handler(
            request ->
                vertx
                    .executeBlocking(
                        () ->
                            page(StudyOverview.all(services), state(services.values()), kind, data),
                        false)
                    .onSuccess(
                        html ->
                            request
                                .response()
                                .putHeader("content-type", "text/html; charset=utf-8")
                                .putHeader("cache-control", "no-store")
                                .putHeader("x-content-type-options", "nosniff")
                                .putHeader(
                                    "content-security-policy",
                                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors"
                                        + " 'none'")
                                .end(html))
                    .onFailure(request::fail));
  }

  private static String state(Collection<ServiceRuntime> services) {
    var resting = new ArrayList<String>();
    for (var service : services) {
      if (!service.health().isReady()) resting.add(service.name());
    }
    return resting.isEmpty()
        ? "All %d services are ready.".formatted(services.size())
        : "Not ready: " + String.join(", ", resting) + ".";
  }

  /** The whole page; {@code state} is a sentence about the services. */
  static String page(List<StudyOverview> studies, String state, PlatformKind kind, Path data) {
    var articles = new StringBuilder();
    for (var study : studies) articles.append(article(study, data));
    if (studies.isEmpty()) articles.append(EMPTY);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    <h1>Attune</h1>
    <p class="soft">Controlled trials of compassion interventions, run event by event.</p>
    %s<h2>Studies</h2>
    %s
    <h2>Platform</h2>
    <p>%s</p>
    <p>Data: <code>%s</code></p>
    <ul>
    <li><a href="/management/ready">Readiness of each service</a></li>
    <li><a href="/management/metrics">Metrics</a></li>
    </ul>
    </main>
    </body>
    </html>
    """
        .formatted(
            kind.isSynthetic() ? "Attune: a rehearsal" : "Attune",
            STYLE,
            kind.isSynthetic() ? SYNTHETIC : "",
            articles,
            state,
            escaped(data.toString()));
  }

  private static final String SYNTHETIC =
      "<p class=\"note\"><strong>SYNTHETIC.</strong> This was a rehearsal in virtual time: nobody"
          + " here is real.</p>\n";

  private static final String EMPTY =
      """
      <p>No study is published yet. In the project's directory, type:</p>
      <p><code>./attune publish docs/studies/kindness-pilot</code></p>
      """;

  private static String article(StudyOverview study, Path data) {
    return """
    <article>
    <h3>%s</h3>
    <p class="soft"><code>%s</code>, version %d, <strong>%s</strong></p>
    <dl>
    <div><dt>Invited</dt><dd>%d</dd></div>
    <div><dt>Not eligible</dt><dd>%d</dd></div>
    <div><dt>Declined</dt><dd>%d</dd></div>
    <div><dt>In the study</dt><dd>%d</dd></div>
    <div><dt>Left follow-up</dt><dd>%d</dd></div>
    </dl>
    %s
    </article>
    """
        .formatted(
            escaped(study.title().isEmpty() ? study.study() : study.title()),
            escaped(study.study()),
            study.version(),
            escaped(study.status().toLowerCase(Locale.ROOT)),
            study.invited(),
            study.people("INELIGIBLE"),
            study.people("DECLINED"),
            study.people("ENROLLED"),
            study.people("LEFT"),
            dataset(study, data));
  }

  private static String dataset(StudyOverview study, Path data) {
    if (study.snapshot().isEmpty()) {
      return "<p class=\"soft\">No dataset was made yet: <code>./attune export %s --out DIR</code></p>"
          .formatted(escaped(study.study()));
    }
    var made = study.snapshot().get();
    return """
    <p>Last dataset: %s, as of <time>%s</time>, in <code>%s</code></p>
    <p class="soft">SHA-256 <code>%s</code></p>\
    """
        .formatted(
            made.blinded() ? "blinded" : "unblinded",
            made.asOf(),
            escaped(data.resolve("services/analytics/exports").resolve(made.id()).toString()),
            escaped(made.sha256()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
