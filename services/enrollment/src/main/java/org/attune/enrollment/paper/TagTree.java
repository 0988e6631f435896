package org.attune.enrollment.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;

/**
 * What a document consists of, in the order in which it is read: one element for each block, below
 * one for the whole (ISO 32000-1 section 14.7).
 */
final class TagTree {
  private final PDStructureTreeRoot root = new PDStructureTreeRoot();
  private final PDStructureElement whole = new PDStructureElement("Document", root);

  /** By page, the element of each marked part of it. */
  private final List<COSArray> parts = new ArrayList<>();

  /** The tree of a document that is read in one direction. */
  static TagTree of(PDDocument document, boolean rightToLeft) {
    var tree = new TagTree();
    if (rightToLeft) {
      var layout = new PDLayoutAttributeObject();
      layout.setWritingMode(PDLayoutAttributeObject.WRITING_MODE_RLTB);
      tree.whole.addAttribute(layout);
    }
    tree.root.appendKid(tree.whole);
    var marked = new PDMarkInfo();
    marked.setMarked(true);
    document.getDocumentCatalog().setMarkInfo(marked);
    document.getDocumentCatalog().setStructureTreeRoot(tree.root);
    return tree;
  }

  PDStructureElement add(String tag) {
    var element = new PDStructureElement(tag, whole);
    whole.appendKid(element);
    return element;
  }

  /** Makes room for the parts of a page. */
  void begin(PDPage page) {
    page.setStructParents(parts.size());
    parts.add(new COSArray());
  }

  /** The number, from 0, of another part of a page, which belongs to {@code element}. */
  int mark(PDPage page, PDStructureElement element) {
    var ofPage = parts.get(page.getStructParents());
    int number = ofPage.size();
    ofPage.add(element);
    var part = new PDMarkedContentReference();
    part.setPage(page);
    part.setMCID(number);
    element.appendKid(part);
    return number;
  }

  /** Leads from the parts of pages back to their elements; to be called once all are there. */
  void close() {
    var numbers = new TreeMap<Integer, PDParentTreeValue>();
    for (int page = 0; page < parts.size(); page++) {
      numbers.put(page, new PDParentTreeValue(parts.get(page)));
    }
    var node = new PDNumberTreeNode(PDParentTreeValue.class);
    node.setNumbers(numbers);
    root.setParentTree(node);
    root.setParentTreeNextKey(parts.size());
  }
}
