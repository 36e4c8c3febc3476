package pagestream.fetching;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Which addresses a page may lead to: nothing that a page names may reach inside a network ([RFC
/// 6890](https://www.rfc-editor.org/rfc/rfc6890)).
final class Addresses {
  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet6Address ? isPublic6(address) : isPublic4(address.getAddress());
  }

  private static boolean isPublic4(byte[] address) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    int third = address[2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean protocol = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean documentation =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !protocol && !benchmark && !documentation;
  }

  /// Global unicast (2000::/3) alone, without protocol assignments (2001::/23, Teredo among them),
  /// documentation (2001:db8::/32, 3fff::/20) and tunnels to IPv4 addresses (6to4, 2002::/16).
  private static boolean isPublic6(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    boolean global = first >>> 13 == 1;
    boolean protocol = first == 0x2001 && second < 0x200;
    boolean documentation =
        (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
    return global && first != 0x2002 && !protocol && !documentation;
  }
}
