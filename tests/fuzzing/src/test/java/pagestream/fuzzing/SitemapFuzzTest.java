package pagestream.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import pagestream.extraction.Content;
import pagestream.extraction.SitemapReader;

/// Any bytes are a sitemap, or one that is rejected.
class SitemapFuzzTest {
  private static final URI URL = URI.create("https://example.org/sitemap.xml");

  @FuzzTest(maxDuration = "2m")
  void anySitemapIsReadOrRejected(byte[] sitemap) {
    SitemapReader.read(new Content(URL, "application/xml", sitemap), 1_000);
  }
}
