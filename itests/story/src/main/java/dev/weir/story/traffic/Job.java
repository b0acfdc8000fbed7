package dev.weir.story.traffic;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;

/** What a {@link Client} is to send. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "job")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HttpBurst.class, name = "http-burst"),
  @JsonSubTypes.Type(value = HttpLoad.class, name = "http-load"),
  @JsonSubTypes.Type(value = HttpProbe.class, name = "http-probe"),
  @JsonSubTypes.Type(value = TcpConnects.class, name = "tcp-connects"),
  @JsonSubTypes.Type(value = UdpFlood.class, name = "udp-flood"),
})
public sealed interface Job permits HttpBurst, HttpLoad, HttpProbe, TcpConnects, UdpFlood {

  /**
   * Sends, and says what became of it.
   *
   * @param cue told when traffic flows, and says when to end early
   * @return a record, written as one line of JSON
   */
  Object run(Cue cue) throws IOException, InterruptedException;
}
