package org.attune.protocol.bundle;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.Tree.Entry;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.bundle.Tree.Style;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 file as a tree with places, from the parser's events: nothing is constructed,
 * aliases are refused, so a small file cannot become a large value.
 */
final class TreeReader {
  static final int DEPTH_MAX = 16;

  private final String file;
  private final List<Finding> findings;
  private final Iterator<Event> events;

  private TreeReader(String file, String content, List<Finding> findings) {
    this.file = file;
    this.findings = findings;
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(Bundle.FILE_BYTES_MAX)
            .setParseComments(false)
            .build();
    this.events = new Parse(settings).parseString(content).iterator();
  }

  /** The tree of {@code content}; empty, with a finding, when it is not readable as YAML. */
  static Optional<Tree> read(String file, String content, List<Finding> findings) {
    var broken = content.indexOf('\uFFFD');
    if (broken >= 0) {
      findings.add(
          Finding.error(
              placeOf(file, content, broken),
              "not-utf8",
              "This is not UTF-8 text; save the file in the encoding UTF-8."));
      return Optional.empty();
    }
    try {
      return new TreeReader(file, content, findings).document();
    } catch (Unreadable e) {
      findings.add(e.finding);
    } catch (MarkedYamlEngineException e) {
      var place = e.getProblemMark().map(mark -> at(file, mark)).orElseGet(() -> Place.top(file));
      findings.add(
          Finding.error(
              place,
              "yaml",
              "This is not YAML: %s. Check indentation, colons, quotes and brackets here."
                  .formatted(e.getProblem())));
    } catch (YamlEngineException e) {
      findings.add(
          Finding.error(
              Place.top(file),
              "yaml",
              "The file cannot be read as YAML; it may hold a control character or be too long."));
    }
    return Optional.empty();
  }

  private Optional<Tree> document() {
    Tree tree = null;
    while (events.hasNext()) {
      var event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (tree != null) {
            throw unreadable(
                place(event), "yaml", "A file holds one YAML document; remove the second one.");
          }
        }
        default -> tree = value(event, 0);
      }
    }
    if (tree == null || tree instanceof Scalar scalar && scalar.isNothing()) {
      throw unreadable(Place.top(file), "empty-file", "The file is empty; fill it or remove it.");
    }
    return Optional.of(tree);
  }

  private Tree value(Event event, int depth) {
    if (depth > DEPTH_MAX) {
      throw unreadable(
          place(event), "yaml", "Values are nested more than %d deep.".formatted(DEPTH_MAX));
    }
    return switch (event) {
      case MappingStartEvent _ -> mapping(event, depth);
      case SequenceStartEvent _ -> sequence(event, depth);
      case ScalarEvent scalar -> scalar(scalar);
      case AliasEvent _ ->
          throw unreadable(
              place(event),
              "alias",
              "Aliases are not read, so that a file says what it says; write the value out here.");
      default -> throw new IllegalStateException("no value begins with " + event.getEventId());
    };
  }

  private Mapping mapping(Event start, int depth) {
    var entries = new LinkedHashMap<String, Entry>();
    for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      if (!(value(event, depth + 1) instanceof Scalar key)) {
        throw unreadable(place(event), "yaml", "A key is a single word here; quote it if needed.");
      }
      var entry = new Entry(key.place(), value(events.next(), depth + 1));
      if (entries.putIfAbsent(key.text(), entry) != null) {
        findings.add(
            Finding.error(
                key.place(),
                "duplicate-key",
                "The key '%s' stands here twice; keep one of them.".formatted(key.text())));
      }
    }
    return new Mapping(place(start), entries);
  }

  private Sequence sequence(Event start, int depth) {
    var items = new ArrayList<Tree>();
    for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(value(event, depth + 1));
    }
    return new Sequence(place(start), List.copyOf(items));
  }

  private Event next() {
    return events.next();
  }

  private Scalar scalar(ScalarEvent event) {
    var style =
        switch (event.getScalarStyle()) {
          case PLAIN, JSON_SCALAR_STYLE -> Style.PLAIN;
          case SINGLE_QUOTED, DOUBLE_QUOTED -> Style.QUOTED;
          case LITERAL, FOLDED -> Style.BLOCK;
        };
    var text = event.getValue();
    if (text.codePoints().anyMatch(TreeReader::isNoCharacter)) {
      throw unreadable(
          place(event),
          "yaml",
          "An escape in this text stands for no character that can be kept (\\0, or half of a"
              + " pair); remove it.");
    }
    return new Scalar(place(event), Normalizer.normalize(text, Normalizer.Form.NFC), style);
  }

  /** What no database keeps, or what no encoding has. */
  private static boolean isNoCharacter(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }

  private Place place(Event event) {
    return event.getStartMark().map(mark -> at(file, mark)).orElseGet(() -> Place.top(file));
  }

  private static Place at(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place placeOf(String file, String content, int offset) {
    var before = content.substring(0, offset);
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    var start = before.lastIndexOf('\n') + 1;
    return new Place(file, line, before.codePointCount(start, offset) + 1);
  }

  private static Unreadable unreadable(Place place, String code, String sentence) {
    return new Unreadable(Finding.error(place, code, sentence));
  }

  /** Ends the reading of one file. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Unreadable(Finding finding) {
      super(finding.sentence());
      this.finding = finding;
    }
  }
}
