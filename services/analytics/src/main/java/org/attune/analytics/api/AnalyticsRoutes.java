package org.attune.analytics.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.attune.analytics.ComplianceFigures;
import org.attune.analytics.StudyFigures;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.export.ExportRefusal;
import org.attune.analytics.export.ExportResult;
import org.attune.analytics.export.Exports;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.http.Restriction;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** Overview and dataset packages over HTTP. */
public final class AnalyticsRoutes {
  private static final int REASON_CHARACTERS_MAX = 500;

  /** When what these routes tell is a restricted read. */
  private static final String UNBLINDED = "unblinded packages";

  private final Exports exports;
  private final Database database;
  private final EventCatalog catalog;
  private final Path packages;

  /**
   * @param packages directory in which packages are kept, by snapshot id
   */
  public AnalyticsRoutes(Exports exports, Database database, EventCatalog catalog, Path packages) {
    this.exports = exports;
    this.database = database;
    this.catalog = catalog;
    this.packages = packages;
  }

  public void mount(ServiceRoutes routes) {
    var dataStaff = Access.staff(Role.ADMIN, Role.DATA_MANAGER);
    routes.post(
        "/studies/:study/exports",
        dataStaff.restricted(new Restriction(UNBLINDED, AnalyticsRoutes::asksForArms)),
        this::export);
    routes.get(
        "/studies/:study/exports/:id/archive",
        dataStaff.restricted(new Restriction(UNBLINDED, this::holdsArms)),
        (r, _) -> archive(r));
    var staff =
        Access.staff(
            Role.ADMIN,
            Role.DATA_MANAGER,
            Role.INVESTIGATOR,
            Role.COORDINATOR,
            Role.MONITOR,
            Role.STATISTICIAN,
            Role.UNBLINDED_STATISTICIAN);
    routes.get("/studies/:study/overview", staff, (r, _) -> overview(r));
    routes.get("/studies/:study/compliance", staff, (r, _) -> compliance(r));
  }

  Answer export(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    var body = body(request);
    var blinding = Requests.flag(body, "blinded") ? Blinding.BLINDED : Blinding.UNBLINDED;
    var reason = Requests.optionalText(body, "reason", REASON_CHARACTERS_MAX);
    var asOf = Requests.optionalInstant(body, "asOf");
    var requester = caller.role() + " " + caller.id();
    var result = exports.exportInto(packages, study, blinding, asOf, requester, reason);
    return switch (result) {
      case ExportResult.Created made -> created(made);
      case ExportResult.Refused(var refusal, var _) when refusal == ExportRefusal.STUDY_UNKNOWN ->
          throw NotAllowedException.notFound();
      case ExportResult.Refused(var refusal, var detail) -> Answer.refused(refusal, detail);
    };
  }

  private static boolean asksForArms(RoutingContext request) {
    return !Requests.flag(body(request), "blinded");
  }

  private static JsonObject body(RoutingContext request) {
    return Requests.body(request, "blinded", "reason", "asOf");
  }

  private boolean holdsArms(RoutingContext request) {
    return !exports.isBlinded(Requests.slug(request, "study"), Requests.uuid(request, "id"));
  }

  private static Answer created(ExportResult.Created made) {
    var rows = new JsonObject();
    made.rows().forEach(rows::put);
    var files = new JsonObject();
    made.files().forEach(files::put);
    return Answer.json(
        201,
        new JsonObject()
            .put("id", made.id().toString())
            .put("path", made.path().toString())
            .put("sha256", made.datasetSha256())
            .put("parked", made.parked())
            .put("rows", rows)
            .put("files", files));
  }

  Answer archive(RoutingContext request) {
    var study = Requests.slug(request, "study");
    UUID id = Requests.uuid(request, "id");
    var directory = packages.resolve(id.toString());
    if (!exports.made(study, id) || !Files.isDirectory(directory)) {
      throw NotAllowedException.notFound();
    }
    var name = "study-" + study + "-" + id + ".zip";
    return PackageArchive.of(directory)
        .map(
            zip ->
                new Answer(
                    200,
                    "application/zip",
                    Buffer.buffer(zip),
                    Map.of("content-disposition", "attachment; filename=\"" + name + "\"")))
        .orElseGet(
            () ->
                Answer.problem(
                    413, "too-large", "The package is too large to send; read it on the server."));
  }

  Answer overview(RoutingContext request) {
    var study = Requests.slug(request, "study");
    var figures = database.inTransaction(c -> StudyFigures.of(c, catalog, study));
    if (figures.publicEvents() == 0) throw NotAllowedException.notFound();
    return Answer.ok(json(study, figures));
  }

  Answer compliance(RoutingContext request) {
    var study = Requests.slug(request, "study");
    return Answer.ok(
        database.inTransaction(
            c -> {
              if (StudyFigures.of(c, catalog, study).publicEvents() == 0) {
                throw NotAllowedException.notFound();
              }
              return ComplianceFigures.of(c, catalog, study);
            }));
  }

  /** Pooled over arms; events of restricted topics are not even counted. */
  private static JsonObject json(String study, StudyFigures figures) {
    var slots = figures.slots();
    var visits = figures.visits();
    return new JsonObject()
        .put("study", study)
        .put(
            "participants",
            new JsonObject()
                .put("screened", figures.screened())
                .put("ineligible", figures.ineligible())
                .put("declined", figures.declined())
                .put("enrolled", figures.enrolled())
                .put("randomized", figures.randomized())
                .put("notRandomized", figures.notRandomized())
                .put("completed", figures.completed())
                .put("withdrawn", figures.withdrawn())
                .put("erased", figures.erased()))
        .put(
            "slots",
            new JsonObject()
                .put("planned", slots.planned())
                .put("answered", slots.answered())
                .put("declined", slots.declined())
                .put("expired", slots.expired())
                .put("cancelled", slots.cancelled())
                .put("failed", slots.failed())
                .put("pending", slots.pending()))
        .put(
            "assessments",
            new JsonObject()
                .put("due", visits.due())
                .put("completed", visits.completed())
                .put("missed", visits.missed())
                .put("cancelled", visits.cancelled())
                .put("pending", visits.pending()))
        .put("events", figures.publicEvents());
  }
}
