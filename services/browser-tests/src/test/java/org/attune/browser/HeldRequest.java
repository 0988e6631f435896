package org.attune.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;

/** The first request of a page to an address, held on its way; those behind it go on. */
final class HeldRequest {
  private final AtomicReference<Route> held = new AtomicReference<>();

  private HeldRequest() {}

  /**
   * Holds the next request that matches.
   *
   * @param address a pattern as Playwright's routes take it
   */
  static HeldRequest of(Page page, String address) {
    var request = new HeldRequest();
    page.route(
        address,
        route -> {
          if (!request.held.compareAndSet(null, route)) route.resume();
        });
    return request;
  }

  /** Waits until it has been sent. */
  Route await(Page page) {
    page.waitForCondition(() -> held.get() != null);
    return held.get();
  }
}
