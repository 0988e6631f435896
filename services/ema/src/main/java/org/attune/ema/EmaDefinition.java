package org.attune.ema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.attune.ema.api.DecisionRoutes;
import org.attune.ema.api.PromptRoutes;
import org.attune.ema.api.StaffRoutes;
import org.attune.ema.consume.ArmFacts;
import org.attune.ema.consume.EnrollmentFacts;
import org.attune.ema.consume.OutcomeFacts;
import org.attune.ema.consume.RandomizationFacts;
import org.attune.ema.consume.ReportFacts;
import org.attune.ema.consume.SessionFacts;
import org.attune.ema.consume.StudyFacts;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.handle.Channel;
import org.attune.ema.handle.Deciding;
import org.attune.ema.handle.DecisionActs;
import org.attune.ema.handle.DeliveryEndpoint;
import org.attune.ema.handle.DueSlotHandler;
import org.attune.ema.handle.Giving;
import org.attune.ema.handle.NewTimeZoneData;
import org.attune.ema.handle.PlanHandler;
import org.attune.ema.handle.PromptHandler;
import org.attune.ema.handle.Readings;
import org.attune.ema.handle.ReplanHandler;
import org.attune.ema.handle.Sending;
import org.attune.ema.handle.StartHandler;
import org.attune.ema.handle.Watching;
import org.attune.ema.store.CourseStore;
import org.attune.ema.store.DecisionSeeds;
import org.attune.ema.store.DecisionStore;
import org.attune.ema.store.DraftStore;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.MilestoneStore;
import org.attune.ema.store.Policies;
import org.attune.ema.store.Published;
import org.attune.ema.store.RuleMetStore;
import org.attune.ema.store.SecretStore;
import org.attune.ema.store.SlotLaw;
import org.attune.ema.store.SlotStore;
import org.attune.ema.store.TimeZoneDataStore;
import org.attune.platform.held.Held;
import org.attune.platform.service.AtStart;
import org.attune.platform.service.DeliveryCalls;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.schedule.TimeZoneData;

/** The momentary-prompt service as code. */
public final class EmaDefinition implements ServiceDefinition {
  private final Function<Ports, Channel> channels;

  public EmaDefinition() {
    this(ports -> new DeliveryEndpoint(new DeliveryCalls(ports.calls())));
  }

  /** With a channel of the caller's own instead of enrollment's delivery endpoint. */
  EmaDefinition(Function<Ports, Channel> channels) {
    this.channels = channels;
  }

  @Override
  public String name() {
    return "ema";
  }

  @Override
  public Wiring wire(Ports ports) {
    var database = ports.database();
    var history = ports.history();
    var due = ports.due();
    var facts = new FactStore();
    var milestones = new MilestoneStore();
    var courses = new CourseStore();
    var slots = new SlotStore();
    var drafts = new DraftStore();
    var published = new Published(ports.studies());
    var secrets = new SecretStore(ports.entropy());

    var seeds = new DecisionSeeds(ports.entropy());
    var decisions = new DecisionStore();
    var deciding = new Deciding(decisions, seeds, new Policies(), published);
    var decisionActs = new DecisionActs(database, history, ports.studies(), seeds);

    var plans =
        new PlanHandler(history, due, facts, milestones, courses, slots, secrets, published);
    var replans =
        new ReplanHandler(plans, history, due, facts, milestones, courses, slots, published);
    var sending = new Sending(database, history, due, slots, channels.apply(ports));
    var rules = new RuleMetStore();
    var prompts =
        new PromptHandler(
            database, history, slots, drafts, facts, published, deciding, new Watching(rules));
    var starts =
        new StartHandler(database, history, due, facts, courses, slots, published, ports.studies());
    var readings =
        new Readings(database, history, slots, drafts, facts, published, ports.studies(), starts);
    var giving = new Giving(database, history, slots, decisions, published, facts);
    var participantRoutes = new PromptRoutes(prompts, starts, readings, giving);
    var staffRoutes = new StaffRoutes(readings);
    var decisionRoutes = new DecisionRoutes(giving, decisionActs);

    var held =
        new Held(
            database,
            ports.catalog(),
            "PromptOpened",
            "PromptAnswered",
            "PromptDeclined",
            "LateAnswerKept");

    var reports = new ReportFacts(history, slots);
    var calendar = new NewTimeZoneData(database, new TimeZoneDataStore(), TimeZoneData.version());

    return new Wiring(
        Map.of(
            StudyBook.TOPIC,
            new StudyFacts(ports.studies(), facts, due, decisionActs),
            EnrollmentFacts.TOPIC,
            new EnrollmentFacts(
                history, facts, milestones, plans, replans, ports.studies(), reports),
            RandomizationFacts.TOPIC,
            new RandomizationFacts(history, facts, replans),
            OutcomeFacts.TOPIC,
            new OutcomeFacts(history, replans),
            ArmFacts.TOPIC,
            new ArmFacts(history, facts, replans),
            SessionFacts.TOPIC,
            new SessionFacts(history, replans),
            ReportFacts.TOPIC,
            reports),
        Map.of(
            DueKinds.SLOT,
            new DueSlotHandler(history, due, slots, published, sending, deciding),
            DueKinds.SLOT_LAST,
            replans::end,
            DueKinds.PLAN,
            plans,
            DueKinds.BEGIN,
            (c, place, _) -> replans.begin(c, place, Optional.empty()),
            DueKinds.AMEND,
            replans::amend,
            DueKinds.CALENDAR,
            (c, place, _) -> replans.replan(c, place, Optional.empty()),
            DueKinds.CLOSE,
            (c, place, _) -> replans.stop(c, place, CancelReason.STUDY_CLOSED, Optional.empty())),
        routes -> {
          participantRoutes.mount(routes);
          staffRoutes.mount(routes);
          decisionRoutes.mount(routes);
          held.mount(routes);
        },
        Optional.of(new SlotLaw(history, slots, courses, rules)),
        List.of(new AtStart(calendar::notice)));
  }
}
