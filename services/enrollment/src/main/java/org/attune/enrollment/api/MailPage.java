package org.attune.enrollment.api;

import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.attune.enrollment.mail.MailFolder;
import org.attune.enrollment.mail.ShownLetter;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.token.Caller;

/**
 * A plain page of the mail that went into the folder, day by day: whether it works, in which words,
 * and where its links lead. Addresses are hidden but for their first letter.
 */
public final class MailPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mail</title>
      <style>
      :root { color-scheme: light dark; --teal: light-dark(#0b5a5a, #7fc4bf); --line: light-dark(#d9d3c5, #3b4543); }
      body { font: 1.0625rem/1.6 system-ui, sans-serif; margin: 0; background: light-dark(#fbf8f1, #151d1c); color: light-dark(#22302f, #e9e4d8); }
      main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.2rem 4rem; }
      h1, h2 { color: var(--teal); line-height: 1.25; }
      a { color: var(--teal); } a:focus-visible { outline: 3px solid var(--teal); outline-offset: 2px; }
      article { border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.2rem; margin-top: 1rem; }
      pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 0 0; }
      </style>
      </head>
      <body>
      <main>
      <h1>Mail</h1>
      %s</main>
      </body>
      </html>
      """;

  private final MailFolder folder;

  public MailPage(MailFolder folder) {
    this.folder = folder;
  }

  Answer show(RoutingContext request, Caller caller) {
    var day = request.queryParams().get("day");
    return Answer.text("text/html; charset=utf-8", PAGE.formatted(day == null ? days() : of(day)))
        .with("content-security-policy", POLICY)
        .with("referrer-policy", "no-referrer");
  }

  private String days() {
    var days = folder.days();
    if (days.isEmpty()) return "<p>No mail was written into the folder.</p>\n";
    var list = new StringBuilder("<p>Mail by day, UTC.</p>\n<ul>\n");
    for (var day : days) {
      list.append("<li><a href=\"?day=%s\">%s</a></li>\n".formatted(day, day));
    }
    return list.append("</ul>\n").toString();
  }

  private String of(String text) {
    var day = day(text);
    var page = new StringBuilder("<p><a href=\"?\">All days</a></p>\n<h2>" + day + "</h2>\n");
    var letters = folder.letters(day);
    if (letters.isEmpty()) page.append("<p>No mail was sent on this day.</p>\n");
    return page.append(articles(letters)).toString();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRequestException("day", "day must be a date such as 2027-03-01.");
    }
  }

  private static String articles(List<ShownLetter> letters) {
    var articles = new StringBuilder();
    for (var letter : letters) {
      articles.append(
          """
          <article>
          <strong>%s</strong><br>
          To %s, <time>%s</time>
          <pre>%s</pre>
          </article>
          """
              .formatted(
                  escaped(letter.subject()),
                  escaped(letter.to()),
                  escaped(letter.date()),
                  escaped(letter.text())));
    }
    return articles.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
