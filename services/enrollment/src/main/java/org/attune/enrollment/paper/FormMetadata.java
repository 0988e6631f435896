package org.attune.enrollment.paper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences.READING_DIRECTION;
import org.attune.platform.entropy.Digests;

/** What a file says of itself: title, language, time of signing, and that it is PDF/UA-1. */
final class FormMetadata {
  private static final String MAKER = "Attune";

  /** Of the format: ISO 32000-1, which PDF/UA-1 builds on. */
  private static final float VERSION = 1.7f;

  /** ISO 14289-1 section 5 and ISO 16684-1. */
  private static final String XMP =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
       xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
      <dc:format>application/pdf</dc:format>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1$s</rdf:li></rdf:Alt></dc:title>
      <dc:language><rdf:Bag><rdf:li>%2$s</rdf:li></rdf:Bag></dc:language>
      <pdf:Producer>%4$s</pdf:Producer>
      <xmp:CreateDate>%3$s</xmp:CreateDate>
      <xmp:ModifyDate>%3$s</xmp:ModifyDate>
      <pdfuaid:part>1</pdfuaid:part>
      </rdf:Description>
      </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="r"?>
      """;

  private FormMetadata() {}

  /** The same for the same form, so that the file is. */
  static void put(SignedForm form, boolean rightToLeft, PDDocument document) throws IOException {
    var text = form.text();
    var signed = form.at().truncatedTo(ChronoUnit.SECONDS);
    var info = document.getDocumentInformation();
    info.setTitle(text.title());
    info.setProducer(MAKER);
    info.setCreationDate(calendar(signed));
    info.setModificationDate(calendar(signed));
    document.setDocumentId(id(form));
    document.getDocument().setVersion(VERSION);
    var catalog = document.getDocumentCatalog();
    catalog.setLanguage(text.language());
    catalog.setMetadata(xmp(document, text.title(), text.language(), signed));
    var preferences = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
    preferences.setDisplayDocTitle(true);
    if (rightToLeft) preferences.setReadingDirection(READING_DIRECTION.R2L);
    catalog.setViewerPreferences(preferences);
  }

  private static PDMetadata xmp(PDDocument document, String title, String language, Instant signed)
      throws IOException {
    var packet = XMP.formatted(escaped(title), escaped(language), signed, MAKER);
    var metadata = new PDMetadata(document);
    try (var out = metadata.createOutputStream((COSName) null)) {
      out.write(packet.getBytes(StandardCharsets.UTF_8));
    }
    return metadata;
  }

  /** As XML 1.0 has it; characters that it has not are left out. */
  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF\\p{Cs}]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static GregorianCalendar calendar(Instant at) {
    return GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
  }

  /** Names no person: the same words signed at the same moment have the same. */
  private static long id(SignedForm form) {
    var digest = Digests.sha256Hex(form.text().sha256() + "|" + form.at());
    return Long.parseUnsignedLong(digest, 0, 16, 16);
  }
}
