package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;
import static org.attune.protocol.lint.Draft.STUDY;

import java.util.List;
import java.util.stream.Stream;
import org.attune.protocol.model.ConsentForm;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Questionnaire;

/** Whether everybody can read everything: each text in each language, each language at a site. */
final class LanguageRules {
  private final Draft draft;
  private final Remarks remarks;

  private LanguageRules(Draft draft, Remarks remarks) {
    this.draft = draft;
    this.remarks = remarks;
  }

  static void check(Draft draft, Remarks remarks) {
    var rules = new LanguageRules(draft, remarks);
    rules.sites();
    rules.study();
    draft.protocol().questionnaires().values().forEach(rules::questionnaire);
    draft.protocol().programmes().values().forEach(rules::programme);
    rules.consentForms();
    rules.crisisCards();
  }

  private void sites() {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.languages().size(); i++) {
      var language = protocol.languages().get(i);
      if (protocol.sites().stream().noneMatch(site -> site.languages().contains(language))) {
        remarks.add(
            LANGUAGE_AT_NO_SITE,
            draft.at("languages", i),
            "No site speaks '%s'.".formatted(language));
      }
    }
  }

  private void study() {
    var protocol = draft.protocol();
    text(protocol.title(), STUDY, "title");
    var eligible = protocol.enrollment().eligible();
    for (var i = 0; i < eligible.size(); i++) {
      text(eligible.get(i).otherwise(), STUDY, "enrollment", "eligible", i, "otherwise");
    }
    for (var i = 0; i < protocol.microRandomization().size(); i++) decisionPoint(i);
  }

  private void decisionPoint(int i) {
    var shows = draft.protocol().microRandomization().get(i).shows();
    shows.forEach(
        (option, shown) -> {
          text(shown.title(), STUDY, "micro-randomization", i, "shows", option, "title");
          text(shown.text(), STUDY, "micro-randomization", i, "shows", option, "text");
        });
  }

  private void questionnaire(Questionnaire questionnaire) {
    var file = Draft.questionnaireFile(questionnaire.code());
    text(questionnaire.title(), file, "title");
    for (var i = 0; i < questionnaire.items().size(); i++) {
      var item = questionnaire.items().get(i);
      text(item.text(), file, "items", i, "text");
      if (item.ends().isPresent()) ends(item.ends().get(), file, i);
      if (questionnaire.library() && i > 0) continue;
      for (var j = 0; j < item.options().size(); j++) {
        var option = item.options().get(j).text();
        if (questionnaire.library()) text(option, file, "options", j, "text");
        else text(option, file, "items", i, "options", j, "text");
      }
    }
  }

  private void ends(Questionnaire.GridEnds ends, String file, int i) {
    text(ends.unpleasant(), file, "items", i, "ends", "unpleasant");
    text(ends.pleasant(), file, "items", i, "ends", "pleasant");
    text(ends.sleepy(), file, "items", i, "ends", "sleepy");
    text(ends.aroused(), file, "items", i, "ends", "aroused");
  }

  private void programme(Programme programme) {
    var file = Draft.programmeFile(programme.id());
    text(programme.title(), file, "title");
    for (var i = 0; i < programme.sessions().size(); i++) {
      var session = programme.sessions().get(i);
      text(session.title(), file, "sessions", i, "title");
      text(session.text(), file, "sessions", i, "text");
      content(session.content(), Draft.contentFile(programme.id(), session.id()));
    }
    for (var i = 0; i < programme.practices().size(); i++) {
      var practice = programme.practices().get(i);
      text(practice.title(), file, "practices", i, "title");
      text(practice.text(), file, "practices", i, "text");
      content(practice.content(), Draft.contentFile(programme.id(), practice.id()));
    }
  }

  private void content(Content content, String file) {
    content.bring().ifPresent(bring -> text(bring, file, "bring"));
    parts(content.parts(), file);
    for (var i = 0; i < content.variants().size(); i++) {
      parts(content.variants().get(i).parts(), file, "variants", i);
    }
  }

  private void parts(List<Content.Part> parts, String file, Object... under) {
    for (var i = 0; i < parts.size(); i++) part(parts.get(i), file, below(under, "parts", i));
  }

  private void part(Content.Part part, String file, Object... path) {
    text(part.title(), file, below(path, "title"));
    switch (part) {
      case Content.Reading reading -> text(reading.text(), file, below(path, "text"));
      case Content.Audio audio -> {
        text(audio.address(), file, below(path, "address"));
        text(audio.transcript(), file, below(path, "transcript"));
      }
      case Content.Exercise exercise -> {
        for (var j = 0; j < exercise.steps().size(); j++) {
          text(exercise.steps().get(j), file, below(path, "steps", j));
        }
      }
    }
  }

  private static Object[] below(Object[] path, Object... further) {
    return Stream.concat(Stream.of(path), Stream.of(further)).toArray();
  }

  private void consentForms() {
    for (var form : draft.protocol().consentForms().values()) {
      var file = Draft.consentFile(form.id());
      text(form.title(), file, "title");
      for (var i = 0; i < form.sections().size(); i++) {
        text(form.sections().get(i).heading(), file, "sections", i, "heading");
        text(form.sections().get(i).text(), file, "sections", i, "text");
      }
      text(form.lateUse(), file, "late-use");
      for (var i = 0; i < form.understanding().size(); i++) {
        understanding(form.understanding().get(i), file, i);
      }
    }
  }

  private void understanding(ConsentForm.Question question, String file, int i) {
    text(question.text(), file, "understanding", i, "text");
    text(question.explanation(), file, "understanding", i, "explanation");
    for (var n = 0; n < question.options().size(); n++) {
      text(question.options().get(n), file, "understanding", i, "options", n);
    }
  }

  private void crisisCards() {
    draft
        .protocol()
        .crisisCards()
        .forEach(
            (file, card) -> {
              text(card.title(), file, "title");
              text(card.text(), file, "text");
              for (var i = 0; i < card.contacts().size(); i++) {
                text(card.contacts().get(i).name(), file, "contacts", i, "name");
                text(card.contacts().get(i).hours(), file, "contacts", i, "hours");
              }
            });
  }

  private void text(LocalizedText text, String file, Object... path) {
    for (var language : draft.protocol().languages()) {
      if (text.byLanguage().getOrDefault(language, "").isBlank()) {
        remarks.add(
            TRANSLATION_MISSING,
            draft.in(file, path),
            "This text is not there in '%s', a language of the study.".formatted(language));
      }
    }
  }
}
