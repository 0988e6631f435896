package org.attune.interventions.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.attune.interventions.domain.AttendanceRules;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.Course.Engagement;
import org.attune.interventions.domain.CourseRules;
import org.attune.interventions.domain.GroupRules;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.Meetings;
import org.attune.interventions.domain.Module;
import org.attune.interventions.handle.EngagementHandler.View;
import org.attune.protocol.model.Programme;

/**
 * A programme as the app shows it, in the participant's language; what is not unlocked yet shows
 * its title alone. Without a programme, or after leaving it, the list of modules is empty; who
 * waits with a group sees until when. Neither arm nor programme is named but by the programme's own
 * title, and nothing says that others read another variant.
 */
final class ProgrammeJson {
  private ProgrammeJson() {}

  static JsonObject of(View view) {
    if (view.course().isEmpty() || view.protocol().isEmpty() || isOver(view.course().get())) {
      var nothing = new JsonObject().put("modules", new JsonArray());
      view.groupStartsBy().ifPresent(at -> nothing.put("groupStartsBy", at.toString()));
      return nothing;
    }
    var course = view.course().get();
    var protocol = view.protocol().get();
    var programme = CourseRules.programme(course, protocol).orElseThrow();
    var words = new Words(view.language().orElse(""), protocol.languages());
    return programme(view, course, programme, words);
  }

  /** Whoever left sees nothing of it any more; who completed it may read it again. */
  private static boolean isOver(Course course) {
    return course.ended().filter(end -> end.reason() != ProgrammeEndReason.COMPLETED).isPresent();
  }

  private static JsonObject programme(View view, Course course, Programme programme, Words words) {
    var modules = new JsonArray();
    for (var module : Module.of(programme)) modules.add(module(view, course, module, words));
    var json =
        new JsonObject()
            .put("title", words.of(programme.title()))
            .put("language", words.spoken(programme.title()))
            .put("firstDay", course.firstDay().toString())
            .put("lastDay", course.lastDay().toString())
            .put("ended", course.ended().isPresent())
            .put("modules", modules);
    nextGroupSession(view, course, programme)
        .ifPresent(date -> json.put("nextGroupSession", date.toString()));
    return json;
  }

  private static Optional<LocalDate> nextGroupSession(
      View view, Course course, Programme programme) {
    var today = LocalDate.ofInstant(view.now(), view.zone());
    return programme.sessions().stream()
        .filter(AttendanceRules::isHeldInGroup)
        .map(session -> heldOn(view, course, session.id(), session.unlocks()))
        .filter(date -> !date.isBefore(today))
        .min(Comparator.naturalOrder());
  }

  private static LocalDate heldOn(View view, Course course, String session, Period unlocks) {
    var meetings = view.group().map(Meetings.OfGroup::meetings).orElse(Meetings.NONE);
    return meetings.heldOn(course.firstDay(), session, unlocks);
  }

  private static JsonObject module(View view, Course course, Module module, Words words) {
    var unlocked = Optional.ofNullable(course.unlocked().get(module.id()));
    var json =
        new JsonObject()
            .put("module", module.id())
            .put("kind", module.kind().name().toLowerCase(Locale.ROOT))
            .put("delivery", module.delivery())
            .put("title", words.of(module.title()))
            .put("minutes", module.minutes())
            .put("available", unlocked.isPresent())
            .put("availableAt", CourseRules.unlocksAt(course, module, view.zone()).toString())
            .put("engagements", engagements(course, module));
    if (module.isHeldInGroup()) {
      meeting(view, course, module, json);
      module.content().bring().ifPresent(bring -> json.put("bring", words.of(bring)));
    }
    module.everyDays().ifPresent(days -> json.put("everyDays", days));
    course
        .finished(module.id())
        .map(Engagement::endedAt)
        .max(Comparator.naturalOrder())
        .ifPresent(at -> json.put("finishedAt", at.toString()));
    if (unlocked.isEmpty()) return json;
    var parts = module.content().parts(unlocked.get().variant());
    return json.put("text", words.of(module.text())).put("parts", ContentJson.parts(parts, words));
  }

  private static void meeting(View view, Course course, Module module, JsonObject json) {
    var day = heldOn(view, course, module.id(), module.unlocks());
    json.put("heldOn", day.toString()).put("entry", MeetingJson.entry(view.key(), module.id()));
    if (view.group().isEmpty()) return;
    var own = view.group().get();
    var site = GroupRules.zone(view.protocol().orElseThrow(), own.site());
    own.meetings()
        .of(module.id())
        .ifPresent(meeting -> json.put("meeting", MeetingJson.of(meeting, Optional.of(day), site)));
  }

  private static long engagements(Course course, Module module) {
    return course.engagements().values().stream()
        .filter(engagement -> engagement.module().equals(module.id()))
        .count();
  }
}
