"""What draws pictures anew: the tiny autoencoder of FLUX.2, relatives of it, and small autoencoders and enlargers of our own.

One generator's trace does not carry over to the next, so a detector has to see many: decoders that grow by copying, by
interpolation, by transposed filters and by shuffling channels, four-, eight- and sixteenfold, with and without
normalisation, trained here on the same photos with a critic of textures, as generators are.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.export_latent_autoencoder import RoundTrip


@dataclass(frozen=True, slots=True)
class Plan:
    """How one small autoencoder is built; with ``enlarges`` its encoder is plain shrinking."""

    name: str
    steps: int
    grows: str
    activation: str
    latent: int
    width: int = 64
    normalises: bool = False
    enlarges: bool = False


PLANS = (
    Plan("nearest-8", 3, "nearest", "silu", 16, normalises=True),
    Plan("shuffle-8", 3, "shuffle", "relu", 16),
    Plan("transposed-8", 3, "transposed", "leaky", 24),
    Plan("bilinear-4", 2, "bilinear", "silu", 4, normalises=True),
    Plan("nearest-16", 4, "nearest", "silu", 64),
    Plan("enlarge-2", 1, "shuffle", "leaky", 3, enlarges=True),
    Plan("enlarge-4", 2, "nearest", "leaky", 3, enlarges=True),
    Plan("transposed-4", 2, "transposed", "relu", 8),
    Plan("bilinear-8", 3, "bilinear", "leaky", 16),
    Plan("shuffle-4", 2, "shuffle", "silu", 6, normalises=True),
)
UNSEEN = frozenset({"bilinear-8", "shuffle-4"})
"""Trained like the others and never shown to the detector: they tell what carries over to a decoder it never met."""


class Own(nn.Module):
    """One small autoencoder."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        width = plan.width
        down: list[nn.Module] = [nn.Conv2d(3, width // 2, 3, padding=1)]
        before = width // 2
        for _ in range(plan.steps):
            down += [_activation(plan), nn.Conv2d(before, width, 4, stride=2, padding=1), _Residual(plan)]
            before = width
        self.encoder = None if plan.enlarges else nn.Sequential(*down, nn.Conv2d(width, plan.latent, 1))
        up: list[nn.Module] = [nn.Conv2d(plan.latent, width, 3, padding=1), _Residual(plan), _Residual(plan)]
        for _ in range(plan.steps):
            up += [_grow(plan), _Residual(plan)]
        self.decoder = nn.Sequential(*up, _activation(plan), nn.Conv2d(width, 3, 3, padding=1))

    def encode(self, rgb: Tensor) -> Tensor:
        """Make it small."""
        if self.encoder is None:
            return functional.interpolate(rgb, scale_factor=0.5**self.plan.steps, mode="bicubic", antialias=True)
        return torch.tanh(self.encoder(rgb * 2 - 1) / 3) * 3

    def forward(self, rgb: Tensor, noise: float = 0.0) -> Tensor:
        """Send it there and back; ``noise`` in spreads of the latent."""
        latent = self.encode(rgb)
        if noise:
            latent = latent + torch.randn_like(latent) * latent.std() * noise
        return self.decoder(latent) * 0.5 + 0.5


class Critic(nn.Module):
    """Tells textures of photos from drawn ones, patch by patch."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 48, 4, stride=2, padding=1), nn.LeakyReLU(0.2),
            nn.Conv2d(48, 96, 4, stride=2, padding=1), nn.LeakyReLU(0.2),
            nn.Conv2d(96, 128, 3, padding=1), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 3, padding=1),
        )  # fmt: skip

    def forward(self, rgb: Tensor) -> Tensor:
        """Return how much each patch looks like a photo."""
        return self.body(rgb * 2 - 1)


class Generators:
    """All of them on one device; draws a batch with one chosen at random."""

    def __init__(self, weights: Path, device: torch.device) -> None:
        self.device = device
        self.own = {plan.name: Own(plan).to(device) for plan in PLANS}
        self._plain = RoundTrip(weights).to(device).eval().requires_grad_(requires_grad=False)
        self._kin = RoundTrip(weights).to(device).eval().requires_grad_(requires_grad=False)
        self._state = {key: value.clone() for key, value in self._plain.state_dict().items()}

    def train_step(self, name: str, tools: "Tools", rgb: Tensor, *, critic_weight: float) -> float:
        """One step of one small autoencoder and its critic; returns its mean error."""
        network = self.own[name]
        with torch.autocast(self.device.type, torch.bfloat16):
            drawn = network(rgb)
            error = (drawn - rgb).abs().mean() + _edges(drawn, rgb)
            loss = error - critic_weight * tools.critic(drawn).mean() if critic_weight else error
        tools.ours.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        tools.ours.step()
        if critic_weight:
            with torch.autocast(self.device.type, torch.bfloat16):
                apart = (
                    functional.relu(1 - tools.critic(rgb)).mean()
                    + functional.relu(1 + tools.critic(drawn.detach())).mean()
                )
            tools.theirs.zero_grad(set_to_none=True)
            apart.backward()
            tools.theirs.step()
        return float(error.detach())

    @torch.no_grad()
    def draw(self, rgb: Tensor, chance: torch.Generator) -> Tensor:
        """Draw a batch anew with one decoder that the detector may meet."""
        if _uniform(chance) < 0.65:
            return self._by_relative(rgb, chance)
        names = [plan.name for plan in PLANS if plan.name not in UNSEEN]
        name = names[int(_uniform(chance) * len(names))]
        noise = 0.15 * _uniform(chance) if _uniform(chance) < 0.4 else 0.0
        return self.by(name, rgb, noise=noise)

    @torch.no_grad()
    def by(self, name: str, rgb: Tensor, *, noise: float = 0.0) -> Tensor:
        """Draw a batch with a named decoder; ``plain`` is the autoencoder itself."""
        network = self._plain if name == "plain" else self.own[name].eval()
        with torch.autocast(self.device.type, torch.bfloat16):
            drawn = network(rgb) if name == "plain" else network(rgb, noise)
        return _stored(drawn)

    def _by_relative(self, rgb: Tensor, chance: torch.Generator) -> Tensor:
        if _uniform(chance) < 0.4:
            network = self._plain
        else:
            network = self._kin
            spread = (0.0, 0.01, 0.03)[int(3 * _uniform(chance))]
            network.load_state_dict(
                {
                    key: value * (1 + spread * torch.randn_like(value))
                    if "weight" in key and key.startswith("decoder")
                    else value
                    for key, value in self._state.items()
                }
            )
            for module in network.decoder:
                if isinstance(module, nn.Upsample):
                    module.mode = ("nearest", "nearest", "bilinear", "bicubic")[int(4 * _uniform(chance))]
        coarse = _uniform(chance) < 0.5
        with torch.autocast(self.device.type, torch.bfloat16):
            latent = network.encoder(rgb)
        latent = latent.float()
        if _uniform(chance) < 0.5:
            latent = latent + torch.randn_like(latent) * latent.std() * (0.02 + 0.15 * _uniform(chance))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=coarse):
            return _stored(network.decoder(latent))


class Tools:
    """What trains one small autoencoder."""

    def __init__(self, network: Own, device: torch.device) -> None:
        self.critic = Critic().to(device)
        self.ours = torch.optim.Adam(network.parameters(), 4e-4, betas=(0.5, 0.95))
        self.theirs = torch.optim.Adam(self.critic.parameters(), 2e-4, betas=(0.5, 0.95))


class _Residual(nn.Module):
    def __init__(self, plan: Plan) -> None:
        super().__init__()
        norm = [nn.GroupNorm(8, plan.width)] if plan.normalises else []
        self.body = nn.Sequential(
            *norm, _activation(plan), nn.Conv2d(plan.width, plan.width, 3, padding=1),
            _activation(plan), nn.Conv2d(plan.width, plan.width, 3, padding=1),
        )  # fmt: skip

    def forward(self, planes: Tensor) -> Tensor:
        return planes + self.body(planes)


def _activation(plan: Plan) -> nn.Module:
    return {"silu": nn.SiLU, "relu": nn.ReLU, "leaky": lambda: nn.LeakyReLU(0.2)}[plan.activation]()


def _grow(plan: Plan) -> nn.Module:
    width = plan.width
    if plan.grows == "shuffle":
        return nn.Sequential(nn.Conv2d(width, 4 * width, 3, padding=1), nn.PixelShuffle(2))
    if plan.grows == "transposed":
        return nn.ConvTranspose2d(width, width, 4, stride=2, padding=1)
    return nn.Sequential(nn.Upsample(scale_factor=2, mode=plan.grows), nn.Conv2d(width, width, 3, padding=1))


def _edges(drawn: Tensor, rgb: Tensor) -> Tensor:
    """Mean error of differences between neighbours: without it small decoders only blur."""
    return (
        (drawn.diff(dim=2) - rgb.diff(dim=2)).abs().mean() + (drawn.diff(dim=3) - rgb.diff(dim=3)).abs().mean()
    ) * 0.7


def _stored(drawn: Tensor) -> Tensor:
    return (drawn.float().clamp(0, 1) * 255).round() / 255


def _uniform(chance: torch.Generator) -> float:
    return float(torch.rand((), generator=chance))
