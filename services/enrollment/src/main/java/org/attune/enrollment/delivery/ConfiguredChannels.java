package org.attune.enrollment.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.ChannelsFile;
import org.attune.enrollment.channel.SmsCarrier;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.mail.MboxCarrier;
import org.attune.enrollment.mail.SmtpCarrier;
import org.attune.enrollment.push.PushCarrier;
import org.attune.enrollment.push.VapidKey;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.Wiring.ServiceLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels of this platform, made as its file says; they are closed with the service. */
public final class ConfiguredChannels implements ServiceLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredChannels.class);

  /** A platform without a public address has nobody to name but this (RFC 8292 section 2.1). */
  private static final String NOBODY = "mailto:attune@localhost";

  private final ChannelsFile file;
  private final MboxCarrier folder;
  private final VapidKey pushKey;
  private final Carriers carriers;
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * @param mail folder of mail that goes nowhere else
   */
  public ConfiguredChannels(ServiceConfig config, Path mail, Entropy entropy) {
    file = ChannelsFile.of(config.dataDirectory());
    folder = kept(new MboxCarrier(mail));
    pushKey = VapidKey.of(config.dataDirectory());
    var byChannel = new EnumMap<Channel, Carrier>(Channel.class);
    byChannel.put(Channel.EMAIL, folder);
    file.smtp().ifPresent(server -> byChannel.put(Channel.EMAIL, kept(new SmtpCarrier(server))));
    file.sms().ifPresent(gateway -> byChannel.put(Channel.SMS, kept(new SmsCarrier(gateway))));
    var contact = file.pushContact().orElseGet(() -> contact(config.platformUrl()));
    byChannel.put(
        Channel.WEB_PUSH, kept(new PushCarrier(pushKey, entropy, contact, file.loopback())));
    carriers = new Carriers(folder, byChannel);
  }

  private <C extends AutoCloseable> C kept(C carrier) {
    open.add(carrier);
    return carrier;
  }

  private static String contact(String platformUrl) {
    return platformUrl.startsWith("https://") ? platformUrl : NOBODY;
  }

  public ChannelsFile file() {
    return file;
  }

  public MboxCarrier folder() {
    return folder;
  }

  public VapidKey pushKey() {
    return pushKey;
  }

  public Carriers carriers() {
    return carriers;
  }

  /** There is nothing to do until the end. */
  @Override
  public void run() {}

  @Override
  public void close() {
    for (var carrier : open) {
      try {
        carrier.close();
      } catch (Exception e) {
        LOG.warn("a channel was not closed", e);
      }
    }
  }
}
