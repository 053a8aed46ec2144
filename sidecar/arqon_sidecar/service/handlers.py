"""What is answered at each path but the sound itself, which the speech endpoints send."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Send

from arqon_sidecar.service.attest import Identity
from arqon_sidecar.service.errors import ApiError, not_ready
from arqon_sidecar.service.status import FAILED, Status

if TYPE_CHECKING:
    from arqon_sidecar.service.endpoints import SpeechEndpoints
    from arqon_sidecar.service.metrics import Metrics
    from arqon_sidecar.service.voices import Voices

__all__ = ["Handlers"]

Thing = TypeVar("Thing")

_SPEECH = frozenset({"synthesize", "synthesize_stream", "v1/audio/speech"})


class Handlers:
    """What the routes reach; the loading thread fills it in."""

    def __init__(self, status: Status, identity: Identity) -> None:
        self.status = status
        self.identity = identity
        self.metrics: Metrics | None = None
        self.voices: Voices | None = None
        self.endpoints: SpeechEndpoints | None = None

    async def healthz(self, _request: Request) -> Response:
        """The process serves."""
        return JSONResponse(self.status.health())

    async def readyz(self, _request: Request) -> Response:
        """Speech can be asked for, or why not yet."""
        return JSONResponse(self.status.readiness(), 200 if self.status.ready else 503)

    async def list_voices(self, _request: Request) -> Response:
        """The voices that can be used here."""
        voices = self._there(self.voices)
        return JSONResponse({"voices": voices.described(), "default": voices.default})

    async def openai_voices(self, _request: Request) -> Response:
        """The same list where clients of other Kokoro servers look for it, and the aliases."""
        voices = self._there(self.voices)
        return JSONResponse({"voices": voices.described(), "aliases": voices.aliases})

    async def models(self, _request: Request) -> Response:
        """OpenAI's list of models: the one that runs here."""
        return JSONResponse({"object": "list", "data": [self._model()]})

    async def model(self, request: Request) -> Response:
        """The model that runs here, by its name."""
        model, asked = self._model(), request.path_params["name"]
        if asked != model["id"]:
            why = f"there is no model {asked[:100]!r} here; GET /v1/models names the one there is"
            raise ApiError(404, "model_not_found", why, param="model")
        return JSONResponse(model)

    async def metrics_page(self, _request: Request) -> Response:
        """What Prometheus reads."""
        from arqon_sidecar.service.metrics import CONTENT_TYPE

        if self.metrics is None:  # they are there also where the model is not
            raise not_ready(self.status.why_not())
        return Response(self.metrics.text(), media_type=CONTENT_TYPE)

    async def openapi(self, _request: Request) -> Response:
        """The service's own description."""
        from arqon_sidecar.service.openapi import document

        return JSONResponse(document())

    async def synthesize(self, request: Request, send: Send) -> None:
        """POST /synthesize."""
        await self._speech("synthesize").synthesize(request, send)

    async def synthesize_stream(self, request: Request, send: Send) -> None:
        """POST /synthesize_stream."""
        await self._speech("synthesize_stream").synthesize_stream(request, send)

    async def openai_speech(self, request: Request, send: Send) -> None:
        """POST /v1/audio/speech."""
        await self._speech("v1/audio/speech").openai_speech(request, send)

    def refused(self, endpoint: str, code: str) -> None:
        """Count a request for speech that came no further than its head."""
        if self.metrics is not None and endpoint in _SPEECH:
            self.metrics.answered(endpoint, code, 0.0, 0.0)

    def _speech(self, endpoint: str) -> SpeechEndpoints:
        try:
            return self._there(self.endpoints)
        except ApiError as error:
            self.refused(endpoint, error.code)
            raise

    def _model(self) -> dict[str, object]:
        identity = self._there(self.status.identity)
        model = {"id": identity.name, "object": "model", "created": 0, "owned_by": identity.kind}
        return model | {"voice_aliases": self._there(self.voices).aliases}

    def _there(self, thing: Thing | None) -> Thing:
        if thing is None or self.status.phase == FAILED:
            raise not_ready(self.status.why_not())
        return thing
