package org.attune.standalone.provision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.attune.testkit.backend.DeclaredTopic;

/**
 * Who may do what on a broker: each service writes and reads what infra/topics.yaml gives it, in
 * the consumer group of its name, and nothing else.
 */
final class KafkaRights {
  private static final String EVERYWHERE = "*";

  /** The least that RFC 7677 section 4 asks for: the passwords are random and long. */
  private static final int SCRAM_ITERATIONS = 4_096;

  private KafkaRights() {}

  /** What {@code service} may do. */
  static Set<AclBinding> of(String service, Collection<DeclaredTopic> topics) {
    var rights = new HashSet<AclBinding>();
    for (var topic : topics) {
      boolean writes = topic.writers().contains(service);
      if (writes) rights.add(right(service, topic, AclOperation.WRITE));
      if (writes || topic.readers().contains(service)) {
        rights.add(right(service, topic, AclOperation.READ));
      }
    }
    var group = new ResourcePattern(ResourceType.GROUP, "attune." + service, PatternType.LITERAL);
    rights.add(new AclBinding(group, entry(service, AclOperation.READ)));
    return rights;
  }

  private static AclBinding right(String service, DeclaredTopic topic, AclOperation operation) {
    var pattern = new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL);
    return new AclBinding(pattern, entry(service, operation));
  }

  private static AccessControlEntry entry(String service, AclOperation operation) {
    return new AccessControlEntry(
        "User:" + service, EVERYWHERE, operation, AclPermissionType.ALLOW);
  }

  /**
   * Gives every service its password and its rights, and takes from it what it has beyond them.
   *
   * @param passwords by service
   */
  static void grant(Admin admin, Map<String, String> passwords)
      throws ExecutionException, InterruptedException {
    var credentials = new ArrayList<UserScramCredentialAlteration>();
    passwords.forEach(
        (service, password) ->
            credentials.add(
                new UserScramCredentialUpsertion(
                    service,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                    password)));
    admin.alterUserScramCredentials(credentials).all().get();
    var topics = DeclaredTopic.all();
    for (var service : passwords.keySet()) {
      var wanted = of(service, topics);
      admin.createAcls(wanted).all().get();
      var beyond = new HashSet<>(admin.describeAcls(everythingOf(service)).values().get());
      beyond.removeAll(wanted);
      admin.deleteAcls(beyond.stream().map(AclBinding::toFilter).toList()).all().get();
    }
  }

  private static AclBindingFilter everythingOf(String service) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(
            "User:" + service, null, AclOperation.ANY, AclPermissionType.ANY));
  }
}
